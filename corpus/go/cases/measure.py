#!/usr/bin/env python3
"""Writes what real Go toolchains do with cases: measure.py OUT.jsonl [--runs N] [--gcflags FLAGS] VERSION=GOROOT... -- CASE.go...

A case is a program, or a test file. It is built with -checklinkname=0 and run N times (3) with GOTRACEBACK=system; one line a
case. A version that cannot build it is left out."""

import json, os, re, subprocess, sys, tempfile

MACHINERY = {"panic", "runtime.goexit", "runtime.main", "runtime.throw", "runtime.fatal", "runtime.gopanic", "runtime.fatalthrow", "runtime.fatalpanic", "runtime.sigpanic", "runtime.throw.func1", "runtime.dopanic_m", "runtime.fatal.func1", "runtime.systemstack", "sync.fatal", "internal/sync.fatal", "sync.throw", "internal/sync.throw", "runtime.systemstack_switch", "runtime.panicmem"}


def mask(line):
    line = re.sub(r"0xc0[0-9a-f]{8,}", "PTR", line)
    return re.sub(r"\(\d+\.\d\ds\)", "(0.00s)", line)


def execute(binary, test=False, **variables):
    """Exit code, and the two streams; the code is None if it was stopped."""
    env = dict(os.environ, GOTRACEBACK="system", **variables)
    args = [binary] + (["-test.paniconexit0"] if test else [])
    try:
        got = subprocess.run(args, capture_output=True, timeout=4, env=env)
        code, out, err = got.returncode, got.stdout, got.stderr
    except subprocess.TimeoutExpired as late:
        code, out, err = None, late.stdout or b"", late.stderr or b""
    return code, out.decode(errors="replace"), err.decode(errors="replace")


def run(binary, test):
    return outcome(*execute(binary, test))


def outcome(code, out, err):
    if code is None:
        return {"class": "hang", "message": "", "printed": [mask(l) for l in (out + err).splitlines()], "frames": []}
    lines = err.splitlines()
    at = next((i for i, l in enumerate(lines) if l.startswith(("panic: ", "fatal error: ", "SIG", "[signal SIG"))), len(lines))
    printed = [mask(l) for l in out.splitlines() + lines[:at] if not l.startswith("runtime: ")]
    message = mask(lines[at]) if at < len(lines) else ""
    frames, begun = [], False
    for line in lines[at:]:
        if line.startswith("goroutine "):
            if begun:
                break
            begun = True
        elif begun and not line:
            break
        elif begun and not line.startswith(("\t", "created by", "...")):
            name = re.sub(r"\([^()]*\)$", "", line)
            if name not in MACHINERY:
                frames.append(name)
    if not message:
        kind = "ok" if code == 0 else "exit"
    elif "all goroutines are asleep" in message or "no goroutines" in message:
        kind = "deadlock"
    elif any("SIGSEGV" in l for l in lines[at:at + 3]):
        kind = "segv"
    else:
        kind = "panic" if message.startswith("panic") else "fatal"
    return {"class": kind, "message": message, "printed": printed, "frames": frames}


def main():
    args = sys.argv[1:]
    out, args = args[0], args[1:]
    runs = 3
    if args[0] == "--runs":
        runs, args = int(args[1]), args[2:]
    flags = []
    if args[0] == "--gcflags":
        flags, args = ["-gcflags=" + args[1]], args[2:]
    cut = args.index("--")
    roots, files = [a.split("=", 1) for a in args[:cut]], args[cut + 1:]
    rows = []
    for file in files:
        row = {"case": os.path.join(os.path.basename(os.path.dirname(os.path.abspath(file))), os.path.basename(file)[:-3]), "go": {}}
        test = file.endswith("_test.go")
        for version, root in roots:
            env = dict(os.environ, GOROOT=root, GOTOOLCHAIN="local", GOFLAGS="-ldflags=-checklinkname=0" if int(version.split("+")[0].split(".")[1]) > 22 else "")
            with tempfile.TemporaryDirectory() as folder:
                binary = os.path.join(folder, "case")
                go = [os.path.join(root, "bin/go")] + (["test", "-vet=off", "-c"] if test else ["build"]) + flags
                built = subprocess.run(go + ["-o", binary, os.path.abspath(file)], capture_output=True, env=env, cwd=folder)
                if built.returncode:
                    sys.stderr.write(f"{file} {version}: {built.stderr.decode()}")
                    continue
                seen = []
                for _ in range(runs):
                    outcome = run(binary, test)
                    if all({k: v for k, v in o.items() if k != "frames"} != {k: v for k, v in outcome.items() if k != "frames"} for o in seen):
                        seen.append(outcome)
                row["go"][version] = {"scored": len(seen) == 1, "outcomes": seen}
        rows.append(json.dumps(row, separators=(",", ":"), ensure_ascii=False))
    with open(out, "w") as to:
        to.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
