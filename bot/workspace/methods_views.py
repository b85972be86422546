"""The views.* methods of the Web API, and the stack of modals that a user has open."""

from collections.abc import Iterator

from .board import Board
from .checks import checked_view, text_of
from .forms import forget_gone
from .values import Json, RefusedError
from .world import Trigger, World

DEEPEST_STACK = 3


def _exchange(world: World, arguments: Json) -> Trigger:
    trigger = world.triggers.get(text_of(arguments, "trigger_id"))
    if trigger is None:
        raise RefusedError("invalid_trigger_id")
    if trigger.used:
        raise RefusedError("exchanged_trigger_id")
    if world.clock() >= trigger.expires:
        raise RefusedError("expired_trigger_id")
    return trigger


def open_view(board: Board, arguments: Json) -> Json:
    """views.open: a modal for the user whose trigger it is."""
    world = board.world
    trigger = _exchange(world, arguments)
    view = checked_view(world, arguments.get("view"))
    trigger.used = True
    world.stacks[trigger.user] = []
    return {"view": put_on_top(world, trigger.user, view)}


def push_view(board: Board, arguments: Json) -> Json:
    """views.push: a modal on top of the one that the trigger came from."""
    world = board.world
    trigger = _exchange(world, arguments)
    view = checked_view(world, arguments.get("view"))
    stack = world.stacks.get(trigger.user, [])
    if trigger.view not in stack:
        raise RefusedError("not_found")
    if len(stack) >= DEEPEST_STACK:
        raise RefusedError("push_limit_reached")
    trigger.used = True
    return {"view": put_on_top(world, trigger.user, view)}


def put_on_top(world: World, user: str, given: Json) -> Json:
    """Show a checked view on top of the user's other modals."""
    stack = world.stacks.setdefault(user, [])
    view_id = world.new_id("V")
    chain = {"root_view_id": stack[0] if stack else view_id, "previous_view_id": stack[-1] if stack else None}
    world.views[view_id] = _complete(world, view_id, given) | chain
    world.typed[view_id] = {}
    stack.append(view_id)
    world.touch()
    return world.views[view_id]


def _complete(world: World, view_id: str, given: Json) -> Json:
    defaults: Json = {
        "callback_id": "",
        "private_metadata": "",
        "external_id": "",
        "title": None,
        "submit": None,
        "close": None,
    }
    flags = {"clear_on_close": False, "notify_on_close": False}
    external = given.get("external_id")
    if external and any(view["external_id"] == external and id_ != view_id for id_, view in open_views(world)):
        raise RefusedError("duplicate_external_id")
    ids = {"id": view_id, "team_id": world.team_id, "app_id": world.app_id, "bot_id": world.bot_id}
    return (
        defaults
        | flags
        | given
        | ids
        | {"hash": _new_hash(world), "app_installed_team_id": world.team_id, "state": {"values": {}}}
    )


def _new_hash(world: World) -> str:
    return f"{int(world.clock())}.{world.new_id('h')}"


def open_views(world: World) -> Iterator[tuple[str, Json]]:
    """Return all open views, home tabs included."""
    shown = [view for stack in world.stacks.values() for view in stack] + list(world.homes.values())
    return ((view, world.views[view]) for view in shown)


def update_view(board: Board, arguments: Json) -> Json:
    """views.update: replace the content of an open view; a stale hash is refused."""
    world = board.world
    wanted, external = arguments.get("view_id"), arguments.get("external_id")
    if not wanted and not external:
        raise RefusedError("invalid_arguments", response_metadata={"messages": ["[ERROR] view_id or external_id is required"]})
    found = next(
        (view for id_, view in open_views(world) if (id_ == wanted if wanted else view["external_id"] == external)),
        None,
    )
    view = checked_view(world, arguments.get("view"))
    if found is None:
        raise RefusedError("not_found")
    if arguments.get("hash") and arguments["hash"] != found["hash"]:
        raise RefusedError("hash_conflict")
    return {"view": replace(world, found["id"], view)}


def replace(world: World, view_id: str, given: Json) -> Json:
    """Replace the content of an open view; values typed into inputs that remain are kept."""
    old = world.views[view_id]
    chain = {"root_view_id": old["root_view_id"], "previous_view_id": old["previous_view_id"]}
    world.views[view_id] = _complete(world, view_id, given) | chain
    forget_gone(world.typed[view_id], world.views[view_id]["blocks"])
    world.touch()
    return world.views[view_id]


def publish_view(board: Board, arguments: Json) -> Json:
    """views.publish: set a user's home tab, if the manifest enables it."""
    world = board.world
    user = text_of(arguments, "user_id")
    view = checked_view(world, arguments.get("view"))
    if user not in world.users:
        raise RefusedError("user_not_found")
    if view["type"] != "home":
        raise RefusedError("invalid_arguments", response_metadata={"messages": ["[ERROR] must be a home view"]})
    if not world.manifest.get("features", {}).get("app_home", {}).get("home_tab_enabled"):
        raise RefusedError("not_enabled")
    if user in world.homes:
        return {"view": replace(world, world.homes[user], view)}
    view_id = world.new_id("V")
    world.views[view_id] = _complete(world, view_id, view) | {"root_view_id": view_id, "previous_view_id": None}
    world.typed[view_id], world.homes[user] = {}, view_id
    world.touch()
    return {"view": world.views[view_id]}
