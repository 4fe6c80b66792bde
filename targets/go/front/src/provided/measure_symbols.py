#!/usr/bin/env python3
"""Writes a column of runtime_symbols.txt for each Go toolchain given: measure_symbols.py GOROOT...

Run by hand when a Go version is added; needs the toolchains and nothing else. Columns of versions that are not given stay.
Names are without "runtime."; those of other packages are what runtime pushes to them. What a column says of a name is read from the sources of package runtime for linux/amd64: whether it is there, and, from 1.23 on,
whether another package may pull it. The linker (cmd/link/internal/loader, checkLinkname) lets pull what is marked by a
//go:linkname (not //go:linknamestd), up to 1.26 what is assembly, and nothing that its list blockedLinknames names.
"""
import os
import pathlib
import re
import subprocess
import sys

TABLE = pathlib.Path(__file__).with_name("runtime_symbols.txt")
# In the order of RELEASES of version.rs.
RELEASES = [19, 21, 22, 23, 24, 25, 26, 27]
CHECKED_SINCE = 23
# Assembly too has to be marked.
ASSEMBLY_CHECKED_SINCE = 27


def go(root, *args):
    env = dict(os.environ, GOROOT=root, GOTOOLCHAIN="local", GOOS="linux", GOARCH="amd64", CGO_ENABLED="0", GOFLAGS="")
    return subprocess.run([f"{root}/bin/go", *args], env=env, check=True, capture_output=True, text=True).stdout.strip()


def sources(root):
    template = "{{.Dir}}|{{join .GoFiles \" \"}}|{{join .SFiles \" \"}}"
    folder, go_files, assembly = go(root, "list", "-f", template, "runtime").split("|")
    return [f"{folder}/{name}" for name in go_files.split()], [f"{folder}/{name}" for name in assembly.split()]


def scan_go(path, kinds, pushed, bodiless):
    text = re.sub(r"/\*.*?\*/", "", pathlib.Path(path).read_text(), flags=re.S)
    block = False
    for line in text.split("\n"):
        line = line.rstrip()
        if function := re.match(r"func (\w+)[(\[]", line):
            name = function.group(1)
            if name != "init":
                kinds[name] = "f"
            # A declaration without a body: its body is assembly, or another package's.
            if not line.endswith(("{", "}", "(", ",")):
                bodiless.add(name)
        if line == "var (":
            block = True
            continue
        if line.startswith(")"):
            block = False
        names = r"(\w+(?:, \w+)*)\b"
        variable = re.match(r"var " + names, line) or (block and re.match(r"\t" + names + r"(?!\s*[:,]?\s*$)", line))
        if variable:
            for name in variable.group(1).split(", "):
                kinds.setdefault(name, "v")
        if mark := re.match(r"//go:linkname (\S+)(?: (\S+))?\s*(?://.*)?$", line):
            local, other = mark.groups()
            if other is None:
                pushed.add(local)
            else:
                # Pushed under a name of another package, or of runtime's own.
                name = other.removeprefix("runtime.")
                kinds.setdefault(name, "f")
                pushed.add(name)


def scan_assembly(path, kinds, bodiless):
    for line in pathlib.Path(path).read_text().split("\n"):
        if text := re.match(r"TEXT\s+(?:runtime)?·(\w+)(?:<ABIInternal>)?\s*\(SB\)|(?:CALLFN|DEFINE)\(·(\w+)", line):
            name = text.group(1) or text.group(2)
            kinds[name] = "f"
            bodiless.add(name)


def blocked(root):
    loader = pathlib.Path(root, "src/cmd/link/internal/loader/loader.go").read_text()
    table = re.search(r"blockedLinknames = map\[string\]\[\]string\{(.*?)\n\}", loader, flags=re.S)
    return {name.removeprefix("runtime.") for name in re.findall(r'"([^"]+)":', table.group(1))} if table else set()


def column(root, minor):
    kinds, pushed, bodiless = {}, set(), set()
    go_files, assembly = sources(root)
    for path in go_files:
        scan_go(path, kinds, pushed, bodiless)
    for path in assembly:
        scan_assembly(path, kinds, bodiless)
    if minor < ASSEMBLY_CHECKED_SINCE:
        pushed |= bodiless
    if minor >= CHECKED_SINCE:
        pushed -= blocked(root)
    else:
        pushed = set()
    return {name: (kind, "p" if name in pushed else "1") for name, kind in kinds.items()}


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    rows = {}
    for line in TABLE.read_text().splitlines():
        name, rest = line.split()
        rows[name] = (rest[0], list(rest[1:].ljust(len(RELEASES), "0")))
    for root in sys.argv[1:]:
        minor = int(go(root, "env", "GOVERSION").removeprefix("go").split(".")[1])
        at = RELEASES.index(minor)
        found = column(root, minor)
        for name, (kind, _) in found.items():
            rows.setdefault(name, (kind, ["0"] * len(RELEASES)))
        for name, (_, columns) in rows.items():
            columns[at] = found[name][1] if name in found else "0"
        print(f"1.{minor}: {len(found)} names, {sum(flag == 'p' for _, flag in found.values())} may be pulled")
    lines = (f"{name} {kind}{''.join(columns)}" for name, (kind, columns) in sorted(rows.items()) if set(columns) != {"0"})
    TABLE.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
