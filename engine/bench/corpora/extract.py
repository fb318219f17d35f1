"""Writes the examples that other scanners keep with their rules as files: OUT/files/<corpus>/<yes|no>/<number>/<name>, and for
each a line in OUT/manifest.tsv: path, rule. OUT/kingfisher-rules gets kingfisher's own rules without their validation requests, which
its later versions read differently; those versions carry other rules with them. Runs nothing of a checkout but gitleaks' generator and detect-secrets' test modules, which
compute their examples. Needs go, and a Python that has PyYAML, pytest, responses and detect-secrets.

usage: extract.py CHECKOUTS OUT    (CHECKOUTS has gitleaks, kingfisher, trufflehog, detect-secrets and secretlint)
"""
import glob
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile

import yaml

HERE = os.path.dirname(os.path.abspath(__file__))


def gitleaks(checkout):
    with tempfile.TemporaryDirectory() as work:
        overlay = os.path.join(work, "overlay.json")
        validate = os.path.join(checkout, "cmd/generate/config/utils/validate.go")
        with open(overlay, "w") as file:
            json.dump({"Replace": {validate: os.path.join(HERE, "gitleaks_validate.go")}}, file)
        examples = os.path.join(work, "examples.jsonl")
        subprocess.run(
            ["go", "run", "-overlay", overlay, ".", os.path.join(work, "gitleaks.toml")],
            cwd=os.path.join(checkout, "cmd/generate/config"), env={**os.environ, "EXAMPLES": examples}, check=True)
        with open(examples) as file:
            for line in file:
                e = json.loads(line)
                yield e["rule"], e["positive"], e["path"].lstrip("/") or "example.txt", e["text"].encode()


def trufflehog(checkout):
    lines = subprocess.run(["go", "run", os.path.join(HERE, "trufflehog_tests.go"), checkout],
                           check=True, stdout=subprocess.PIPE).stdout.splitlines()
    for line in lines:
        e = json.loads(line)
        yield e["rule"], e["positive"], "example.txt", e["text"].encode()


def kingfisher(checkout):
    for path in sorted(glob.glob(os.path.join(checkout, "data/rules/*.yml"))):
        with open(path) as file:
            for rule in yaml.safe_load(file)["rules"]:
                for positive, key in ((True, "examples"), (False, "negative_examples")):
                    for text in rule.get(key) or []:
                        yield rule["id"], positive, "example.txt", str(text).encode()


def kingfisher_rules(checkout, out):
    os.makedirs(out)
    for path in glob.glob(os.path.join(checkout, "data/rules/*.yml")):
        with open(path) as file:
            rules = yaml.safe_load(file)["rules"]
        for rule in rules:
            rule.pop("validation", None)
        with open(os.path.join(out, os.path.basename(path)), "w") as file:
            yaml.safe_dump({"rules": rules}, file)


def detect_secrets(checkout):
    sys.path.insert(0, checkout)
    for path in sorted(glob.glob(os.path.join(checkout, "tests/plugins/*_test.py"))):
        name = os.path.basename(path)[:-len("_test.py")]
        if name == "ip_public":
            continue  # addresses are no credentials
        spec = importlib.util.spec_from_file_location("tests_" + name, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        if name == "keyword":
            ending = {"CONFIG": "yaml", "GOLANG": "go", "COMMON_C": "c", "C_PLUS_PLUS": "cpp", "QUOTES_REQUIRED": "py"}
            for group, cases in vars(module).items():
                if group.endswith("_TEST_CASES"):
                    for text, secret in cases:
                        yield name, secret is not None, "example." + ending.get(group[:-11], "txt"), text.encode()
            continue
        holders = [module] + [v for k, v in vars(module).items() if k.startswith("Test")]
        for holder in holders:
            for function in list(vars(holder).values()):
                for mark in getattr(function, "pytestmark", []):
                    names = [n.strip() for n in str(mark.args[0]).split(",")] if mark.args else []
                    if mark.name == "parametrize" and len(names) == 2 and names[1] == "should_flag":
                        for text, positive in mark.args[1]:
                            yield name, positive, "example.txt", text.encode()


def secretlint(checkout):
    for output in sorted(glob.glob(os.path.join(checkout, "packages/@secretlint/*/test/snapshots/*/output.json"))):
        folder = os.path.dirname(output)
        rule = output.split("/packages/@secretlint/")[1].split("/")[0]
        if os.path.exists(os.path.join(folder, ".secretlintrc.json")) or os.path.exists(os.path.join(folder, "options.json")):
            continue  # tests an option, not the rule
        if rule.startswith("secretlint-rule-no-") or "filter" in rule or "example" in rule or "pattern" in rule:
            continue  # home directories, .env files as such, filters: no credentials
        for path in glob.glob(os.path.join(glob.escape(folder), "input*")):
            with open(path, "rb") as file, open(output) as expected:
                yield rule, bool(json.load(expected).get("messages")), os.path.basename(path), file.read()


def main():
    checkouts, out = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    kingfisher_rules(os.path.join(checkouts, "kingfisher"), os.path.join(out, "kingfisher-rules"))
    with open(os.path.join(out, "manifest.tsv"), "w") as manifest:
        for corpus in (gitleaks, kingfisher, trufflehog, detect_secrets, secretlint):
            name = corpus.__name__.replace("_", "-")
            seen = set()
            for rule, positive, path, text in corpus(os.path.join(checkouts, name)):
                if (positive, path, text) in seen:
                    continue
                seen.add((positive, path, text))
                folder = os.path.join(name, "yes" if positive else "no", "%04d" % len(seen))
                os.makedirs(os.path.join(out, "files", folder, os.path.dirname(path)), exist_ok=True)
                file_path = os.path.join(folder, path)
                with open(os.path.join(out, "files", file_path), "wb") as file:
                    file.write(text)
                manifest.write(file_path + "\t" + rule + "\n")


main()
