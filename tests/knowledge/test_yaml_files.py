"""Invalid YAML, and valid YAML that is surely a mistake, is refused with its line."""

import pytest

from tests.knowledge.folder import POLICY, Folder

DATA = "entries/data.yaml"


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        (DATA, b"topic: data\ntopic: more\n", "is not YAML: line 2: key 'topic' stands twice"),
        (DATA, b"topic: d\nentries:\n- id: a\n  id: b\n", "is not YAML: line 4: key 'id' stands twice"),
        (DATA, b"topic:\n\t- data\n", "is not YAML: line 2: "),
        (DATA, b"topic: What: ever\n", "is not YAML: line 1: "),
        (DATA, b"topic: *gone\n", "is not YAML: line 1: "),
        (DATA, b"? [a, b]\n: c\n", "is not YAML: line 1: a key must be a word"),
        (DATA, b"topic: 2020-13-41\n", "is not YAML: line 1: there is no day 2020-13-41"),
        (DATA, b"topic: \xff\n", "is not UTF-8 (byte 7)"),
        (DATA, b"", "must be a mapping of keys"),
        (DATA, b"- topic\n", "must be a mapping of keys"),
        ("unanswered.yaml", b"id: officer\n", "must be a list"),
        ("concepts.yaml", b"cookie: {}\ncookie: {}\n", "is not YAML: line 2: key 'cookie' stands twice"),
        ("policy.md", b"Hello", "it must begin with front matter between two lines of three dashes"),
        ("policy.md", b"---\na: [\n---\n", "is not YAML: line 3: "),
        (
            "policy.md",
            POLICY.replace("title", "date: 2024-01-01\ntitle").encode(),
            "is not YAML: line 6: key 'date' stands twice",
        ),
        ("policy.md", POLICY.encode("utf-16"), "is not UTF-8 (byte 0)"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(folder: Folder, name: str, content: bytes, fault: str) -> None:
    """Where the expected reason ends with a colon, the YAML library's own message follows."""
    folder.raw[name] = content

    [found] = folder.faults()
    assert found.startswith(f"{name}: {fault}")
    assert fault.endswith(": ") or found == f"{name}: {fault}"
    assert "\n" not in found


def test_a_tag_that_would_run_code_is_refused(folder: Folder) -> None:
    folder.raw[DATA] = b"!!python/object/apply:os.system [exit]\n"

    [fault] = folder.faults()
    assert fault.startswith(f"{DATA}: is not YAML: line 1: could not determine a constructor for the tag")


def test_a_control_sign_is_refused(folder: Folder) -> None:
    folder.raw[DATA] = b"topic: a\0b\n"

    [fault] = folder.faults()
    assert fault.startswith(f"{DATA}: is not YAML: ")
    assert "\n" not in fault


def test_files_saved_by_windows_editors_are_read(folder: Folder) -> None:
    """They begin with a byte order mark, and their lines end with two signs."""
    path = folder.write()
    for file in path.rglob("*.*"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    folder.raw = {file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*.*")}

    assert folder.load().policy.paragraphs.keys() == {"1.1", "1.2", "2.1"}
