#!/usr/bin/env python3
"""Judges tearpoint by Go's own test of the goroutine leak profile (Go 1.27 or later).

usage: leakprofile.py GOROOT TEARPOINT [--seeds N] [--only REGEX] [--flags "FLAGS of tearpoint run"]

Each test case of runtime/goroutineleakprofile_test.go names a program of runtime/testdata/testgoroutineleakprofile and the
leaks that its profile may show. A program is run under one seed after another, until every leak has been seen or N seeds are
through. Leaks are read from what it prints as the test reads them. Nothing of Go's is kept.
"""
import argparse, os, re, subprocess, sys, tempfile, shutil, concurrent.futures

parser = argparse.ArgumentParser()
parser.add_argument("goroot"); parser.add_argument("tearpoint")
parser.add_argument("--seeds", type=int, default=100); parser.add_argument("--only")
parser.add_argument("--jobs", type=int, default=2)
parser.add_argument("--flags", default="--max-goroutines 200000 --max-steps 30000000 --max-output 300000000 --max-memory 2000000000")
args = parser.parse_args()
runtime = os.path.join(args.goroot, "src/runtime")
test = open(os.path.join(runtime, "goroutineleakprofile_test.go")).read()
test = re.sub(r"^\s*//.*$", "", test, flags=re.M)
cases = []
for call in re.finditer(r'make(Flaky)?Test\("(\w+)"((?:,\s*`[^`]*`)*),?\s*\)', test):
    cases.append((call[2], bool(call[1]), re.findall(r"`([^`]*)`", call[3])))
data = os.path.join(runtime, "testdata/testgoroutineleakprofile")

def source(name):
    for folder in (data, os.path.join(data, "goker")):
        for file in sorted(os.listdir(folder)):
            path = os.path.join(folder, file)
            if file.endswith(".go") and file != "main.go" and re.search(r"^func %s\(" % name, open(path).read(), re.M):
                return folder, path
    raise SystemExit(f"no program for {name}")

def leaks(output):
    found = []
    for stack in output.split("\n\ngoroutine"):
        lines = stack.split("\n")
        if len(lines) < 5 or "(leaked)" not in lines[0]:
            continue
        reason = re.sub(r"^.*?\[", "[", lines[0]).replace(" (leaked)", "")
        for i in range(len(lines) - 1, -1, -1):
            if "created by" in lines[i]:
                found.append(lines[i - 2].removeprefix("main.") + " " + reason.rstrip(":"))
                break
    return found

def judge(case):
    name, flaky, patterns = case
    folder, file = source(name)
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copy(os.path.join(folder, "main.go"), scratch)
        shutil.copy(file, scratch)
        with open(os.path.join(scratch, "aaa.go"), "w") as out:
            out.write('package main\n\nimport "os"\n\nfunc init() { os.Args = []string{"program", "%s"} }\n' % name)
        seen, unexpected, odd, seeds = {}, {}, set(), 0
        for seed in range(args.seeds):
            seeds = seed + 1
            run = subprocess.run([args.tearpoint, "run", scratch, "--seed", str(seed), "--timeline", "0", *args.flags.split()],
                                 capture_output=True, text=True)
            out = run.stdout
            if run.returncode not in (0, 1):
                odd.add(f"status {run.returncode}: {run.stderr.strip()[:200]}")
                break
            end = re.search(r"^ended (\w+)", out, re.M)
            if end and end[1] != "ok":
                odd.add(f"seed {seed}: {end[0]}")
            for leak in leaks(out):
                match = next((p for p in patterns if re.search(p, leak)), None)
                if match is None:
                    unexpected.setdefault(leak, seed)
                else:
                    seen.setdefault(match, seed)
            if len(seen) == len(patterns) and seed >= 19:
                break
    return name, flaky, patterns, seen, unexpected, odd, seeds

total = found = wrong = 0
with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
    chosen = [case for case in cases if not args.only or re.fullmatch(args.only, case[0])]
    for name, flaky, patterns, seen, unexpected, odd, seeds in pool.map(judge, chosen):
        total += len(patterns); found += len(seen); wrong += bool(unexpected)
        print(f"{name:26} {'flaky ' if flaky else ''}{len(seen)} of {len(patterns)} in {seeds} seeds")
        for p in patterns:
            if p not in seen: print("    not found:", p)
        for leak, seed in unexpected.items(): print(f"    unexpected (seed {seed}): {leak}")
        for text in sorted(odd)[:3]: print("    ", text)
        sys.stdout.flush()
print(f"{len(chosen)} programs, {found} of {total} leaks found, {wrong} programs with unexpected ones")
