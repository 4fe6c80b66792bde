#!/usr/bin/env python3
"""Writes what real Go toolchains do with cases: measure.py OUT.jsonl [--runs N] [--gcflags FLAGS] VERSION=GOROOT... -- CASE.go...

A case is a program, or a test file. It is built with -checklinkname=0 and run N times (3) with GOTRACEBACK=system; one line a
case. Where two outcomes differ there are 40 runs. A version that cannot build it is left out."""

import itertools, json, os, re, subprocess, sys, tempfile

MACHINERY = {"panic", "runtime.goexit", "runtime.main", "runtime.throw", "runtime.fatal", "runtime.gopanic", "runtime.fatalthrow", "runtime.fatalpanic", "runtime.sigpanic", "runtime.throw.func1", "runtime.dopanic_m", "runtime.fatal.func1", "runtime.systemstack", "sync.fatal", "internal/sync.fatal", "sync.throw", "internal/sync.throw", "runtime.systemstack_switch", "runtime.panicmem"}


# A number that hangs on a random order or seed is never measured to the end: from this many outcomes on that differ in numbers alone...
MANY = 8
# ... of this many runs, which are made as soon as two outcomes differ.
MORE = 40
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]\d+)?")


def lines_of(text):
    """Its lines, which end where Go's do: Python knows other ends."""
    return text.removesuffix("\n").split("\n") if text else []


def mask(line):
    line = re.sub(r"0xc0[0-9a-f]{8,}", "PTR", line)
    line = re.sub(r"\b\d{12}\b", lambda n: "PTR" if int(n[0]) >> 32 == 0xC0 else n[0], line)
    return re.sub(r"\(\d+\.\d\ds\)", "(0.00s)", line)


def anywhere(outcome):
    """The outcome without heap addresses as Go has them from 1.26 on, where the heap begins at a random place."""
    def word(w):
        address = w.isdecimal() and 1 << 32 <= int(w) < 1 << 47 and int(w) % 8 == 0
        return "PTR" if address else re.sub(r"0x[0-9a-f]{9,12}\b", "PTR", w)
    return dict(outcome, printed=[" ".join(map(word, l.split(" "))) for l in outcome["printed"]])


def distinct(outcomes):
    """Each outcome once, whatever its frames."""
    return list({json.dumps(dict(o, frames=[]), sort_keys=True): o for o in reversed(outcomes)}.values())[::-1]


def by_chance(outcomes):
    """Makes one of outcomes that differ in numbers alone, if there are many: `‹low~median~high›` for each number that is not always the same."""
    groups = {}
    for outcome in outcomes:
        shape = (outcome["class"], outcome["message"], tuple(NUMBER.sub("#", l) for l in outcome["printed"]))
        groups.setdefault(shape, []).append(outcome)
    made = []
    for group in groups.values():
        if len(group) < MANY:
            made += group
            continue
        lines = []
        for same in zip(*(outcome["printed"] for outcome in group)):
            values = [sorted(column, key=float) for column in zip(*(NUMBER.findall(l) for l in same))]
            told = iter(v[0] if v[0] == v[-1] else f"‹{v[0]}~{v[len(v) // 2]}~{v[-1]}›" for v in values)
            lines.append(NUMBER.sub(lambda _: next(told), same[0]))
        made.append(dict(group[0], printed=lines))
    return made


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
        return {"class": "hang", "message": "", "printed": [mask(l) for l in lines_of(out + err)], "frames": []}
    lines = lines_of(err)
    at = next((i for i, l in enumerate(lines) if l.startswith(("panic: ", "fatal error: ", "unexpected fault address ", "SIG", "[signal SIG"))), len(lines))
    own = itertools.takewhile(lambda l: not l.startswith("runtime: "), lines[:at])
    printed = [mask(l) for l in lines_of(out) + list(own)]
    if at < len(lines) and lines[at].startswith("unexpected fault address "):
        at += 1
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
            if name not in MACHINERY and " " not in name:
                frames.append(name)
    if not message:
        kind = "ok" if code == 0 else "exit" if code > 0 else "killed"
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
                seen, made = [], 0
                while made < (max(runs, MORE) if len(seen) > 1 else runs):
                    seen, made = distinct(seen + [run(binary, test)]), made + 1
                if len(seen) > 1 and int(version.split(".")[1]) > 25:
                    seen = distinct([anywhere(o) for o in seen])
                row["go"][version] = {"scored": len(seen) == 1, "outcomes": by_chance(seen)}
        rows.append(json.dumps(row, separators=(",", ":"), ensure_ascii=False))
    with open(out, "w") as to:
        to.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
