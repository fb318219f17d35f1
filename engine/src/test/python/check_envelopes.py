"""Verifies our envelopes with securesystemslib, and reads our statements with the in-toto project's own definitions.

    check_envelopes.py PUBLIC_KEY.pem ENVELOPES.intoto.jsonl

One envelope a line. The standard's fields are read strictly: only our extension object is taken out first.
"""

import hashlib
import json
import sys

from cryptography.hazmat.primitives import serialization
from google.protobuf import json_format
from in_toto_attestation.predicates.provenance.v1 import provenance_pb2
from in_toto_attestation.predicates.test_result.v0 import test_result_pb2
from in_toto_attestation.predicates.vsa.v1 import vsa_pb2
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey

PREDICATES = {
    "https://slsa.dev/provenance/v1": provenance_pb2.Provenance,
    "https://in-toto.io/attestation/test-result/v0.1": test_result_pb2.TestResult,
    "https://slsa.dev/verification_summary/v1": vsa_pb2.VerificationSummary,
}


def main(key_file, envelopes_file):
    with open(key_file, "rb") as file:
        public_key = serialization.load_pem_public_key(file.read())
    der = public_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    key = SSlibKey.from_crypto(public_key, keyid=hashlib.sha256(der).hexdigest())
    envelopes = predicates = 0
    with open(envelopes_file, encoding="utf-8") as file:
        for line in file:
            envelope = Envelope.from_dict(json.loads(line))
            envelope.verify([key], 1)
            envelopes += 1
            predicates += read(json.loads(envelope.payload))
    print(f"verified: {envelopes} envelopes, {predicates} predicates read by the in-toto definitions")


def read(statement):
    Statement.copy_from_pb(json_format.ParseDict(statement, statement_pb2.Statement())).validate()
    predicate = statement["predicate"]
    del predicate["controlEvidence"]
    definition = PREDICATES.get(statement["predicateType"])
    if definition is None:
        return 0
    if definition is vsa_pb2.VerificationSummary:
        # This release declares the list that SLSA asks for as a single string; their later definition is right.
        assert all(isinstance(level, str) for level in predicate.pop("verifiedLevels"))
    json_format.ParseDict(predicate, definition())
    return 1


main(*sys.argv[1:])
