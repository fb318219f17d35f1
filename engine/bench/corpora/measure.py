"""Runs the scanners over the files that extract.py wrote and prints, in Markdown, of how many examples each finds something in.
A scanner that is not on the PATH is said not to have been run. What is found is not kept: it is only counted.

usage: measure.py CORPORA OURS [--missed SCANNER CORPUS]
    OURS is a command that prints a line for each finding, beginning with the file's path below CORPORA/files and a tabulator
    --missed lists the files of CORPUS in which SCANNER finds nothing, for those who work on the rules
"""
import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

out, ours = os.path.abspath(sys.argv[1]), sys.argv[2]
corpora = os.path.join(out, "files")
made_up = set()  # in which ours finds only what it calls made up


def run(command, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=corpora, **options)
    if done.returncode not in (0, 1, 183, 200):  # 1, 183 and 200 say that something was found
        sys.exit("%s ended with %d: %s" % (command, done.returncode, done.stderr.decode()[-2000:]))
    return done.stdout.decode(errors="replace")


def control_evidence(_):
    lines = [line.split("\t") for line in run(["sh", "-c", ours + ' "$1"', "ours", corpora]).splitlines()]
    found = {fields[0] for fields in lines if fields[3] != "MADE_UP"}
    made_up.update(relative(fields[0]) for fields in lines if fields[0] not in found)
    return found | {fields[0] for fields in lines}


def gitleaks(work):
    report = os.path.join(work, "gitleaks.json")
    run(["gitleaks", "dir", ".", "--report-format", "json", "--report-path", report, "--no-banner", "--log-level", "error"])
    with open(report) as file:
        return {finding["File"] for finding in json.load(file)}


def trufflehog(_):
    lines = run(["trufflehog", "filesystem", ".", "--no-verification", "--no-update", "--json",
                 "--results=verified,unknown,unverified"]).splitlines()
    return {json.loads(line)["SourceMetadata"]["Data"]["Filesystem"]["file"] for line in lines}


def kingfisher(work):
    report = os.path.join(work, "kingfisher.jsonl")
    run(["kingfisher", "scan", ".", "--no-validate", "--no-dedup", "--no-update-check", "--confidence", "low", "--rule", "all",
         "--rules-path", os.path.join(out, "kingfisher-rules"), "--format", "jsonl", "--output", report])
    with open(report) as file:
        return {finding["finding"]["path"] for finding in map(json.loads, file) if "finding" in finding}


def detect_secrets(_):
    return set(json.loads(run(["detect-secrets", "scan", "--all-files", "--no-verify", "."]))["results"])


def secretlint(work):
    rules = os.path.join(work, "secretlintrc.json")
    with open(rules, "w") as file:
        json.dump({"rules": [{"id": "@secretlint/secretlint-rule-preset-recommend"}]}, file)
    found = json.loads(run(["secretlint", "--secretlintrc", rules, "--format", "json", "--no-gitignore", "**/*"]))
    return {file["filePath"] for file in found if file["messages"]}


def relative(path):
    return os.path.normpath(os.path.relpath(path, corpora) if os.path.isabs(path) else path)


def left_out(manifest, found):
    """The class of each credential that is left out of what is asked of others: what its own scanner does not report, and what
    left-out.yaml names with a reason."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "left-out.yaml")) as file:
        entries = yaml.safe_load(file)
    classes = {}
    for path, rule in manifest:
        corpus, part = path.split("/")[:2]
        if part == "no":
            continue
        with open(os.path.join(corpora, path), errors="replace") as file:
            text = file.read()
        for entry in entries:
            if entry["corpus"] == corpus and any(fnmatch.fnmatch(rule, pattern) for pattern in entry["rules"]) and re.search(
                    entry.get("text", ""), text):
                classes[path] = entry["class"]
        if path not in classes and corpus in found and path not in found[corpus]:
            classes[path] = "its own scanner is silent"
    return classes


def main():
    found = {}
    with tempfile.TemporaryDirectory() as work:
        for scanner in (control_evidence, gitleaks, trufflehog, kingfisher, detect_secrets, secretlint):
            name = scanner.__name__.replace("_", "-")
            if scanner is control_evidence or shutil.which(name):
                found[name] = {relative(path) for path in scanner(work)}
            else:
                print("%s is not on the PATH: not run" % name, file=sys.stderr)
    with open(os.path.join(out, "manifest.tsv")) as file:
        manifest = [line.rstrip("\n").split("\t") for line in file]
    files = {}
    for path, _ in manifest:
        files.setdefault(tuple(path.split("/")[:2]), []).append(path)
    classes = left_out(manifest, found)
    if "--missed" in sys.argv:
        scanner, corpus = sys.argv[-2:]
        print("\n".join(path for path in files[(corpus, "yes")] if path not in found[scanner] and path not in classes))
        return
    ours = {"control-evidence": found["control-evidence"], "reported by it": found["control-evidence"] - made_up}
    credentials = [path for (_, part), paths in sorted(files.items()) if part == "yes" for path in paths]
    corpora_names = sorted({corpus for corpus, _ in files})

    def head(columns):
        print("| examples | number | " + " | ".join(columns) + " |")
        print("|---|---|" + "---|" * len(columns))

    def row(title, paths, columns):
        print("| %s | %d | %s |" % (title, len(paths), " | ".join(
            "%d (%.1f%%)" % (len(hits.intersection(paths)), 100 * len(hits.intersection(paths)) / max(1, len(paths)))
            for hits in columns.values())))

    columns = {**ours, **{name: hits for name, hits in found.items() if name != "control-evidence"}}
    head(columns)
    for corpus in corpora_names:
        row("%s: credentials" % corpus, files[(corpus, "yes")], columns)
    row("**all: credentials**", credentials, columns)
    union = {path for hits in found.values() for path in hits}
    row("credentials that at least one scanner finds", [path for path in credentials if path in union], columns)
    for name, hits in found.items():
        row("credentials that %s finds" % name, [path for path in credentials if path in hits], columns)

    print("\nStill issued, that is without what left-out.yaml names and without what the scanner does not find of its own:\n")
    head(columns)
    for corpus in corpora_names:
        row(corpus, [path for path in files[(corpus, "yes")] if path not in classes], columns)
    row("**all**", [path for path in credentials if path not in classes], columns)

    kinds = sorted(set(classes.values()))
    print("\nLeft out:\n\n| examples | number | " + " | ".join(kinds) + " | still issued |")
    print("|---|---|" + "---|" * (len(kinds) + 1))
    for corpus in corpora_names:
        paths = files[(corpus, "yes")]
        counts = [sum(classes.get(path) == kind for path in paths) for kind in kinds]
        print("| %s | %d | %s | %d |" % (corpus, len(paths), " | ".join(map(str, counts)), len(paths) - sum(counts)))

    print("\nWhat is none, and is reported all the same:\n")
    reported = {"control-evidence": found["control-evidence"] - made_up,
                **{name: hits for name, hits in found.items() if name != "control-evidence"}}
    head(reported)
    nones = [path for (_, part), paths in sorted(files.items()) if part == "no" for path in paths]
    for corpus in corpora_names:
        row(corpus, files[(corpus, "no")], reported)
    row("**all**", nones, reported)


main()
