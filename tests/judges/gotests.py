#!/usr/bin/env python3
"""Runs the tests of Go's own standard library on tearpoint: gotests.py TEARPOINT VERSION=GOROOT... [-- PACKAGE...]

For each version and package the test files of GOROOT/src are copied to a temporary module and run, one run a test, under a
seed with `tearpoint run`. Nothing of Go's is kept. What is changed in the copies, and nothing else:

- All files of a package are one: `package x` and `package x_test` become `package x_test`. A file that was inside imports its package with a dot,
  so what is exported is found by the same name, and what is not is missing. Where there is an `export_test.go`, it is left out but
  for what EXPORTS says below.
- `internal/testenv`, `internal/asan`, `internal/race` and `internal/goarch` are packages of the module (SHIMS): what asks for a
  compiler or for another process is skipped, as on a machine without them.
- `container/list` and `container/ring`, whose tests look into their own structures, are tested with Go's own text of the package, not with
  tearpoint's (OWN).
- What a test needs of another test file of its package is taken from there (NEEDED).
- Files whose build lines or names ask for other systems, benchmarks and examples are left out.
- What tearpoint refuses is taken out, one declaration or import after another, until the rest loads. A test that went with
  it "does not load", and the first reason given is its reason.

A test passes if its run ends with success, fails if it ends otherwise, is skipped if it says so, and is "slow" if it reaches
the limit of steps, which is no verdict. With `--list` each test that does not pass is named with its reason.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

PACKAGES = {
    "internal/runtime/maps": r".*", "runtime": r"(map|chan)\w*_test\.go", "sync": r".*", "sync/atomic": r".*", "testing/synctest": r".*",
    "internal/synctest": r".*", "context": r".*", "time": r".*", "container/heap": r".*", "container/list": r".*", "container/ring": r".*",
}

SHIMS = {
    "internal/testenv": """package testenv

import "testing"

func SkipIfOptimizationOff(t testing.TB) {}
func SkipFlaky(t testing.TB, issue int) { t.Skip("flaky") }
func MustHaveExec(t testing.TB) { t.Skip("no processes") }
func MustHaveGoBuild(t testing.TB) { t.Skip("no processes") }
func MustInternalLink(t testing.TB, cgo bool) { t.Skip("no linker") }
func Builder() string { return "" }
func OptimizationOff() bool { return false }
""",
    "internal/asan": "package asan\n\nconst Enabled = false\n",
    "internal/race": "package race\n\nconst Enabled = false\n",
    "internal/goarch": "package goarch\n\nconst PtrSize = 8\nconst BigEndian = false\n",
}

# What a package's export_test.go gives its tests, as far as programs can have it.
EXPORTS = {
    "sync": ["Runtime_Semacquire(*uint32) sync.runtime_Semacquire", "Runtime_Semrelease(*uint32, bool, int) sync.runtime_Semrelease",
             "Runtime_procPin() int sync.runtime_procPin", "Runtime_procUnpin() sync.runtime_procUnpin"],
}

OWN = {"container/list", "container/ring"}

NEEDED = {"runtime": {"proc_test.go": ["stackGrowthRecursive"]}}

KEYWORD = re.compile(r"(func|type|var|const|import)\b")
OTHER_SYSTEMS = re.compile(r"_(windows|android|darwin|plan9|js|wasm|wasip1|ios|freebsd|arm64)(_\w+)?_test\.go$")


class Unit:
    """A declaration, or a line of a group of them."""

    def __init__(self, first, last, names, group):
        self.first, self.last, self.names, self.group = first, last, names, group


def units(lines):
    """Top-level declarations of gofmt'd text, and the members of groups: spans of lines, counted from 0."""
    starts, raw = [], False
    for at, line in enumerate(lines):
        if not raw and KEYWORD.match(line):
            starts.append(at)
        if re.sub(r'//.*$|"(\\.|[^"\\])*"|\'(\\.|[^\'\\])*\'', "", line).count("`") % 2:
            raw = not raw
    found = []
    for at, start in enumerate(starts):
        last = (starts[at + 1] if at + 1 < len(starts) else len(lines)) - 1
        while last > start and (not lines[last].strip() or lines[last].startswith("//")):
            last -= 1
        if re.match(r"(import|type|var|const) \($", lines[start]) and not any("iota" in l for l in lines[start:last]):
            members = [n for n in range(start + 1, last) if re.match(r"\t[^\t/}) ]", lines[n])]
            for place, first in enumerate(members):
                end = (members[place + 1] if place + 1 < len(members) else last) - 1
                found.append(Unit(first, end, re.findall(r"^\t(\w+)", lines[first]), start))
        else:
            name = re.match(r"func (?:\([^)]*\) )?(\w+)|(?:type|var|const) (\w+)", lines[start])
            names = [next(filter(None, name.groups()))] if name else []
            if "iota" in "".join(lines[start:last]):
                names = re.findall(r"^\t(\w+)", "\n".join(lines[start:last]), re.M)
            if lines[start].startswith("func ("):
                names = []
            found.append(Unit(start, last, names, None))
    return found


def copied(goroot, package, choice, folder):
    """The package's test files, changed as said above. Gives the names of the tests, by file."""
    source = os.path.join(goroot, "src", package)
    name = package.rsplit("/", 1)[-1]
    tests = {}
    if not os.path.isdir(source):
        return tests
    for file in sorted(os.listdir(source)):
        if not file.endswith("_test.go") or not re.fullmatch(choice, file) or OTHER_SYSTEMS.search(file) or re.match(r"example|export", file):
            continue
        text = open(os.path.join(source, file)).read()
        build = re.search(r"^//go:build (.*)$", text, re.M)
        if build and re.search(r"windows|plan9|js|wasip1|ignore|race|android|faketime|goexperiment", build[1].replace("!", "not").replace("notwindows", "").replace("notrace", "").replace("notjs", "").replace("notplan9", "").replace("notwasip1", "").replace("notandroid", "")):
            continue
        inside = re.search(r"^package (\w+)$", text, re.M)[1] == name
        text = re.sub(r"^//go:build .*$", "//", text, flags=re.M)
        text = re.sub(r"^package \w+$", f"package {name}_test" + (f'; import . "{package}"' if inside and package not in OWN else ""), text, count=1, flags=re.M)
        for shim in SHIMS:
            text = text.replace(f'"{shim}"', f'"judged/{shim}"')
        lines = text.split("\n")
        for unit in units(lines):
            if re.match(r"func (Benchmark|Example|Fuzz)", lines[unit.first]):
                lines[unit.first:unit.last + 1] = [""] * (unit.last + 1 - unit.first)
        write(folder, file, "\n".join(lines))
        tests[file] = re.findall(r"^func (Test[A-Z]\w*)\(\w+ \*\w*\.?T\)", "\n".join(lines), re.M)
    name += "_test"
    if package in OWN:
        text = open(os.path.join(source, f"{name[:-5]}.go")).read()
        write(folder, "zz_own_test.go", re.sub(r"^package \w+$", f"package {name}", text, flags=re.M))
    for file, wanted in NEEDED.get(package, {}).items():
        lines = open(os.path.join(source, file)).read().split("\n")
        found = [unit for unit in units(lines) if set(unit.names) & set(wanted)]
        write(folder, f"zz_{file}", f"package {name}\n\n" + "\n\n".join("\n".join(lines[u.first:u.last + 1]) for u in found) + "\n")
    return tests


def write(folder, name, text):
    os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
    with open(os.path.join(folder, name), "w") as out:
        out.write(text)


def taken_out(run, folder):
    """Takes out what is refused until the package loads. Gives the names that went, with the reason."""
    gone = {}
    for _ in range(300):
        done = run("^TestThatLoads$")
        errors = re.findall(r"([\w./]+_test\.go):(\d+):\d+: (.*)", done.stdout + done.stderr)
        # Of a name that is declared twice one stays.
        errors = [error for error in errors if not error[2].startswith("other declaration of")]
        if not errors:
            return gone, "" if "ended ok" in done.stdout else (done.stdout + done.stderr).strip()
        for file in {os.path.basename(error[0]) for error in errors}:
            lines = open(os.path.join(folder, file)).read().split("\n")
            dropped = False
            for path, line, reason in errors:
                at = int(line) - 1
                if os.path.basename(path) != file or not lines[at].strip():
                    continue
                unit = next((u for u in units(lines) if u.first <= at <= u.last), None)
                if unit is None:
                    lines[at] = re.sub(r'; import \. .*', "", lines[at])
                    dropped = True
                    continue
                missing = re.search(r"undefined: (\w+)$", reason)
                because = gone.get(missing[1]) if missing else None
                for name in unit.names:
                    gone.setdefault(name, because or reason)
                imported = re.search(r'(?:(\w+) )?"([\w/]+)"', lines[unit.first])
                if imported and ("import" in lines[unit.first] or unit.group is not None) and "not used" not in reason:
                    gone.setdefault(imported[1] or imported[2].rsplit("/", 1)[-1], reason)
                lines[unit.first:unit.last + 1] = [""] * (unit.last + 1 - unit.first)
                dropped = True
            write(folder, file, "\n".join(lines))
            if not dropped:
                return gone, str(errors[0])
    return gone, "no end of errors"


def judged(args, version, goroot, package):
    with tempfile.TemporaryDirectory() as scratch:
        folder = os.path.join(scratch, "at")
        tests = copied(goroot, package, PACKAGES[package], folder)
        total = [test for names in tests.values() for test in names]
        if not total:
            return None
        own = package.rsplit("/", 1)[-1] + "_test"
        write(folder, "zz_loads_test.go", f'package {own}\n\nimport "testing"\n\nfunc TestThatLoads(t *testing.T) {{}}\n')
        write(scratch, "go.mod", f"module judged\n\ngo {version}\n")
        for name, text in SHIMS.items():
            write(scratch, f"{name}/{name.rsplit('/', 1)[-1]}.go", text)
        if package in EXPORTS:
            text = f'package {own}\n\nimport _ "unsafe"\n'
            for export in EXPORTS[package]:
                declared, target = export.rsplit(" ", 1)
                text += f"\n//go:linkname {declared.split('(')[0]} {target}\nfunc {declared}\n"
            write(folder, "zz_exports_test.go", text)

        def run(regex):
            command = [args.tearpoint, "run", folder, "--go", version, "--run", regex, "--seed", str(args.seed), "--timeline", "0",
                       "--max-steps", str(args.steps), "--max-goroutines", "100000", "--scheduler", args.scheduler, "--density", args.density]
            try:
                return subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=args.timeout)
            except subprocess.TimeoutExpired as late:
                return subprocess.CompletedProcess(command, 99, f"ended limit: {args.timeout} s", "")

        gone, rest = taken_out(run, folder)
        results = {}
        here = {test for file in tests for test in re.findall(r"^func (Test[A-Z]\w*)\(", open(os.path.join(folder, file)).read(), re.M)}
        for test in total:
            if test not in here or rest:
                results[test] = ("refused", gone.get(test, rest))
                continue
            done = run(f"^{test}$")
            out = done.stdout + done.stderr
            if re.search(r"^ended limit|^verdict unknown", out, re.M):
                results[test] = ("slow", (re.search(r"^verdict (.*)", out, re.M) or [0, out[:80]])[1])
            elif re.search(r"^ended ok", out, re.M):
                results[test] = ("pass", "")
            else:
                told = re.search(r"^stdout:\n(.*?)\n\n(?=\S|\Z)", out, re.M | re.S)
                verdict = re.search(r"^verdict (.*)", out, re.M)
                said = told[1].split("\n")[1:2] if told else []
                results[test] = ("fail", " ".join([verdict[1] if verdict else out.strip()[:200]] + [s.strip() for s in said]))
        return results


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tearpoint")
    parser.add_argument("goroots", nargs="+", metavar="VERSION=GOROOT")
    parser.add_argument("--packages", nargs="*", default=list(PACKAGES))
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=5_000_000)
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("--scheduler", default="random")
    parser.add_argument("--density", default="operation")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    pairs = [(v, g, p) for p in args.packages for v, g in (pair.split("=", 1) for pair in args.goroots)]
    print(f"{'package':24} {'go':5} tests pass fail slow refused")
    sums = collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for (version, _, package), results in zip(pairs, pool.map(lambda p: judged(args, *p), pairs)):
            if results is None:
                print(f"{package:24} {version:5} no test files")
                continue
            counts = collections.Counter(kind for kind, _ in results.values())
            sums.update({(version, kind): count for kind, count in counts.items()})
            row = [counts[kind] for kind in ("pass", "fail", "slow", "refused")]
            print(f"{package:24} {version:5} {len(results):5} {row[0]:4} {row[1]:4} {row[2]:4} {row[3]:7}", flush=True)
            if args.list:
                for test, (kind, reason) in results.items():
                    if kind != "pass":
                        print(f"    {kind:8} {test}: {reason}")
    for version in dict.fromkeys(v for v, _, _ in pairs):
        row = [sums[version, kind] for kind in ("pass", "fail", "slow", "refused")]
        print(f"{'all':24} {version:5} {sum(row):5} {row[0]:4} {row[1]:4} {row[2]:4} {row[3]:7}")


main()
