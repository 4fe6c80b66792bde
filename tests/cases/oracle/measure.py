#!/usr/bin/env python3
"""Adds what a real toolchain does to cases.tsv: measure.py VERSION=GOROOT DIR [NAME...]

DIR holds the programs of that version, as `TEARPOINT_ORACLE_PROGRAMS` writes them. Each is built with -checklinkname=0 and run three
times on one processor. A version joins the column of another that ended the same way; a number that differs from run to run is <GARBAGE>. A case of
which a version has a column already keeps it, unless it is named."""

import importlib.util, os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "cases.tsv")
spec = importlib.util.spec_from_file_location("measure", os.path.join(HERE, "../../../corpus/go/cases/measure.py"))
measure = importlib.util.module_from_spec(spec)
spec.loader.exec_module(measure)


# Lines of the runtime's own that no "runtime: " begins.
CHATTER = ("unexpected fault address", "stack: ", "\t", "0x", "worker mode")


def build(root, version, file, folder):
    binary = os.path.join(folder, "case")
    flags = "-ldflags=-checklinkname=0" if int(version.split(".")[1]) > 22 else ""
    env = dict(os.environ, GOROOT=root, GOTOOLCHAIN="local", GO111MODULE="on", CGO_ENABLED="0", GOFLAGS=flags)
    built = subprocess.run([os.path.join(root, "bin/go"), "build", "-o", binary, file], capture_output=True, env=env, cwd=folder)
    if built.returncode:
        sys.exit(f"{file}: {built.stderr.decode()}")
    return binary


def frames(err):
    """Functions of the block that stands first behind the message: a goroutine's, or that of the system's stack."""
    names, begun = [], False
    for line in err.splitlines():
        if line.startswith(("runtime stack:", "goroutine ")):
            if begun:
                break
            begun = True
        elif begun and line and not line.startswith(("\t", "created by", "...")):
            name = re.sub(r"\([^()]*\)$", "", line)
            shown = name.endswith("sync.fatal") or name not in measure.MACHINERY
            if shown and not name.startswith("internal/runtime/atomic."):
                names.append(name)
        elif begun and not line and names:
            break
    return names


def column(ended):
    outcome = measure.outcome(*ended)
    printed = [] if outcome["class"] == "hang" else [l for l in outcome["printed"] if not l.startswith(CHATTER)]
    names = [] if outcome["class"] in ("ok", "deadlock", "hang") else frames(ended[2])
    message = outcome["message"]
    if message.startswith("panic: main.") or message.startswith("SIG"):
        message = message.rstrip(":")
    return [outcome["class"], message, "", " ; ".join(printed), " < ".join(f.removeprefix("runtime.") for f in names[:3])]


def settled(columns):
    """One column of several runs: where their numbers differ stands <GARBAGE>. None if they differ in more."""
    first, parts = columns[0], [re.split(r"(\d+)", column[3]) for column in columns]
    alike = all(column[:2] == first[:2] for column in columns) and len({len(part) for part in parts}) == 1
    if not alike or any(len(set(words)) > 1 for words in list(zip(*parts))[::2]):
        return None
    words = [words[0] if len(set(words)) == 1 else "<GARBAGE>" for words in zip(*parts)]
    return [*first[:3], "".join(words), first[4]]


def same(recorded, new):
    kinds = {"silent-wrong": "ok", "exit3": "exit", "segv-panic": "segv", "segv-fatal": "segv"}
    parts = recorded.split("|", 4)
    machinery = ("panicCheck1", "goPanicIndex", "goPanicSlice3Alen", "panicIndex", "panicSliceB", "newstack", "morestack", "newproc1", "newproc.func1", "systemstack")
    first = lambda names: next((n.split(" ")[0] for n in names.split(" < ") if n not in machinery), "")
    pattern = re.escape(parts[3].rstrip()).replace(re.escape("<GARBAGE>"), r"[\w<>-]+")
    mine, theirs = first(parts[4]), first(new[4])
    frame = mine == theirs or mine.startswith("main.") and theirs.startswith("main.") or new[0] in ("ok", "deadlock", "hang")
    return kinds.get(parts[0], parts[0]) == new[0] and parts[1] == new[1] and frame and re.fullmatch(pattern, new[3].rstrip())


def main():
    (version, root), folder, names = sys.argv[1].split("=", 1), sys.argv[2], set(sys.argv[3:])
    lines = open(TABLE).read().splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    done = {}
    for number, row in enumerate(rows):
        name = row.split("\t")[1]
        has = any(version in c.split("=", 1)[0].split(",") for c in row.split("\t")[2:])
        file = os.path.join(folder, f"{number:04}.go")
        if (has and name not in names) or (names and name not in names) or not os.path.exists(file):
            continue
        assert open(file).readline().strip() == f"// {name}", file
        with tempfile.TemporaryDirectory() as scratch:
            binary, columns = build(root, version, file, scratch), []
            for _ in range(3):
                columns.append(column(measure.execute(binary, GOMAXPROCS="1")))
                if columns[-1][0] == "hang":
                    break
        new = settled(columns)
        if new is None:
            print(f"{name}: not the same twice: {columns}", flush=True)
            continue
        area, name, *old = row.split("\t")
        kept, joined = [], False
        for text in old:
            versions, outcome = text.split("=", 1)
            versions = [v for v in versions.split(",") if v != version]
            if not joined and versions and same(outcome, new):
                versions, joined = sorted(versions + [version]), True
            if versions:
                kept.append(",".join(versions) + "=" + outcome)
        if not joined:
            kept.append(f"{version}=" + "|".join(new))
            print(f"{name}: a column of its own: {new}", flush=True)
        done[name] = "\t".join([area, name] + kept)
    lines = open(TABLE).read().splitlines()
    lines = [done.get(line.split("\t")[1], line) if "\t" in line and not line.startswith("#") else line for line in lines]
    open(TABLE, "w").write("\n".join(lines) + "\n")


main()
