"""Compares what scanners report with the labels of CredData: a labelled line counts as reported if a scanner names one of its lines.
Each file lies under its own path below a directory of its repository, because scanners go by paths too.

usage: labelled.py CREDDATA CLONES WORK OURS    (OURS: a command that prints path, line, rule and doubt of what is in a directory)
"""
import binascii
import collections
import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys

creddata, clones, work, ours = sys.argv[1:5]
files = os.path.join(work, "files")


def git(repository, *command):
    return subprocess.run(["git", "-C", repository, *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def extract():
    """The labelled lines (path, first, last, label), and how many repositories they are of; CredData names files by a hash of the path."""
    with open(os.path.join(creddata, "snapshot.json")) as file:
        snapshot = json.load(file)
    rows, repositories = [], 0
    for key, url in snapshot.items():
        commit = key[:40]
        repository = os.path.join(clones, *url.split("/")[-2:])
        listed = git(repository, "ls-tree", "-r", "-z", "--name-only", commit) if os.path.isdir(repository) else None
        if listed is None or listed.returncode:
            continue  # not at hand, or not that commit
        paths = {hashlib.sha256(path).hexdigest()[:8]: os.fsdecode(path) for path in listed.stdout.split(b"\0") if path}
        name = "%08x" % binascii.crc32(binascii.unhexlify(key))
        with open(os.path.join(creddata, "meta", name + ".csv")) as file:
            labels = list(csv.DictReader(file))
        written = {}
        for label in labels:
            path = paths.get(label["FileID"])
            if path and path not in written:
                content = git(repository, "show", commit + ":" + path)
                written[path] = content.returncode == 0
                if written[path]:
                    target = os.path.join(files, name, path)
                    os.makedirs(os.path.dirname(target), exist_ok=True)
                    with open(target, "wb") as file:
                        file.write(content.stdout)
            if path and written[path]:
                rows.append((name + "/" + path, int(label["LineStart"]), int(label["LineEnd"]), label["GroundTruth"]))
        repositories += 1
    return rows, repositories


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=files)
    if done.returncode not in (0, 1, 183, 200, 205):  # all but 0 say that something was found
        sys.exit("%s ended with %d: %s" % (command, done.returncode, done.stderr.decode()[-2000:]))
    return done.stdout.decode(errors="replace")


def control_evidence():
    lines = [line.split("\t") for line in run(["sh", "-c", ours + ' "$1"', "ours", files]).splitlines()]
    return {(fields[0], int(fields[1])) for fields in lines if fields[3] not in ("MADE_UP", "UNSEEN")}


def gitleaks():
    report = os.path.join(work, "gitleaks.json")
    run(["gitleaks", "dir", ".", "--report-format", "json", "--report-path", report, "--no-banner", "--log-level", "error"])
    with open(report) as file:
        return {(found["File"], line) for found in json.load(file) for line in range(found["StartLine"], found["EndLine"] + 1)}


def trufflehog():
    lines = run(["trufflehog", "filesystem", ".", "--no-verification", "--no-update", "--json",
                 "--results=verified,unknown,unverified"]).splitlines()
    places = [json.loads(line)["SourceMetadata"]["Data"]["Filesystem"] for line in lines]
    return {(place["file"], place.get("line", 1)) for place in places}


def kingfisher():
    report = os.path.join(work, "kingfisher.jsonl")
    run(["kingfisher", "scan", ".", "--no-validate", "--no-dedup", "--no-update-check", "--format", "jsonl", "--output", report])
    with open(report) as file:
        found = [line["finding"] for line in map(json.loads, file) if "finding" in line]
    return {(finding["path"], int(finding["line"])) for finding in found}


def detect_secrets():
    results = json.loads(run(["detect-secrets", "scan", "--all-files", "--no-verify", "."]))["results"]
    return {(path, found["line_number"]) for path, all_found in results.items() for found in all_found}


def relative(path):
    return os.path.normpath(os.path.relpath(path, files) if os.path.isabs(path) else path)


labelled, repositories = extract()
count = collections.Counter(label for _, _, _, label in labelled)
print("%d repositories, %d labelled lines: %d T, %d F, %d X.\n" % (repositories, len(labelled), count["T"], count["F"], count["X"]))
print("| | of T | of F | of X | T of T and F |\n|---|---|---|---|---|")
for name, command, scanner in (("Control Evidence", "java", control_evidence), ("gitleaks", "gitleaks", gitleaks),
                               ("kingfisher", "kingfisher", kingfisher), ("trufflehog", "trufflehog", trufflehog),
                               ("detect-secrets", "detect-secrets", detect_secrets)):
    if shutil.which(command):
        places = {(relative(path), line) for path, line in scanner()}
        reported = collections.Counter(
            label for path, first, last, label in labelled if any((path, line) in places for line in range(first, last + 1)))
        print("| %s | %d (%.1f%%) | %d | %d | %.1f%% |" % (name, reported["T"], 100 * reported["T"] / max(1, count["T"]), reported["F"],
                                                          reported["X"], 100 * reported["T"] / max(1, reported["T"] + reported["F"])))
