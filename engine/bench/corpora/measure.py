"""Runs the scanners over the files that extract.py wrote and prints, in Markdown, of how many examples each finds something in.
A scanner that is not on the PATH is said not to have been run. What is found is not kept: it is only counted.

usage: measure.py CORPORA OURS [--missed SCANNER CORPUS]
    OURS is a command that prints a line for each finding, beginning with the file's path below CORPORA/files and a tabulator
    --missed lists the files of CORPUS in which SCANNER finds nothing, for those who work on the rules
"""
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

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


def main():
    found = {}
    with tempfile.TemporaryDirectory() as work:
        for scanner in (control_evidence, gitleaks, trufflehog, kingfisher, detect_secrets, secretlint):
            name = scanner.__name__.replace("_", "-")
            if scanner is control_evidence or shutil.which(name):
                found[name] = {relative(path) for path in scanner(work)}
            else:
                print("%s is not on the PATH: not run" % name, file=sys.stderr)
    files = {}
    with open(os.path.join(out, "manifest.tsv")) as manifest:
        for line in manifest:
            path = line.split("\t")[0]
            files.setdefault(tuple(path.split("/")[:2]), []).append(path)
    if "--missed" in sys.argv:
        scanner, corpus = sys.argv[-2:]
        print("\n".join(path for path in files[(corpus, "yes")] if path not in found[scanner]))
        return
    print("| examples | number | " + " | ".join(found) + " |")
    print("|---|---|" + "---|" * len(found))

    def row(title, paths):
        print("| %s | %d | %s |" % (title, len(paths), " | ".join(
            "%d (%.1f%%)" % (len(hits.intersection(paths)), 100 * len(hits.intersection(paths)) / max(1, len(paths)))
            for hits in found.values())))

    for kind, title in (("yes", "credentials"), ("no", "what is none")):
        for (corpus, part), paths in sorted(files.items()):
            if part == kind:
                row("%s: %s" % (corpus, title), paths)
        row("**all: %s**" % title, [path for (_, part), paths in files.items() if part == kind for path in paths])
    union = {path for hits in found.values() for path in hits}
    row("credentials that at least one scanner finds", [
        path for (_, part), paths in files.items() if part == "yes" for path in paths if path in union])
    for name, hits in found.items():
        row("credentials that %s finds" % name, [
            path for (_, part), paths in files.items() if part == "yes" for path in paths if path in hits])
    print()
    print("Of what control-evidence finds, it calls evidently made up, and counts instead of reporting:")
    for (corpus, part), paths in sorted(files.items()):
        print("%s (%s): %d;" % (corpus, "credentials" if part == "yes" else "none", len(made_up.intersection(paths))), end=" ")
    print()

main()
