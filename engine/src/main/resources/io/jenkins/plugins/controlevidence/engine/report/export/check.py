# Checks a package without the program that made it: Python 3.8 or later and openssl 3, nothing else.
# Run it in the directory into which the package was unpacked: python3 check.py [FILE with the public key that you have from elsewhere]
import base64, glob, hashlib, json, os, struct, subprocess, sys, tempfile

KEY = sys.argv[1] if len(sys.argv) > 1 else 'store/keys/signing.pub.pem'

def sha256(data): return hashlib.sha256(data).digest()
def read(name): return open(name, 'rb').read()

def signed(message, signature, keys=(KEY,)):
    with tempfile.TemporaryDirectory() as d:
        open(d + '/message', 'wb').write(message)
        open(d + '/signature', 'wb').write(signature)
        assert any(subprocess.run(['openssl', 'pkeyutl', '-verify', '-pubin', '-inkey', key, '-rawin', '-in', d + '/message',
                                   '-sigfile', d + '/signature'], stdout=subprocess.DEVNULL).returncode == 0
                   for key in keys), 'a signature is not that of ' + ' or '.join(keys)

def statement(envelope, keys=(KEY,)):  # DSSE: the signature is over the type and the payload, each after its length
    kind, payload = envelope['payloadType'].encode(), base64.b64decode(envelope['payload'])
    signed(b'DSSEv1 %d %s %d %s' % (len(kind), kind, len(payload), payload),
           base64.b64decode(envelope['signatures'][0]['sig']), keys)
    return json.loads(payload)

def leaf(entry): return sha256(b'\0' + entry)  # RFC 6962, section 2.1
def node(left, right): return sha256(b'\1' + left + right)
def root(hashes):
    level = list(hashes)
    while len(level) > 1:
        level = [node(*level[i:i + 2]) if i + 1 < len(level) else level[i] for i in range(0, len(level), 2)]
    return level[0] if level else sha256(b'')

# 1. Every file is the one that the list names, and there is no other.
listed = dict(reversed(line.split('  ', 1)) for line in read('MANIFEST').decode().splitlines())
there = {os.path.relpath(os.path.join(d, f), '.').replace(os.sep, '/') for d, _, files in os.walk('.') for f in files}
there -= {'MANIFEST', 'MANIFEST.intoto.json', 'check.py'}
assert there == set(listed), 'files differ from the list: %s' % sorted(there ^ set(listed))[:5]
for name, digest in listed.items():
    assert sha256(read(name)).hex() == digest, name + ' is not the file that was listed'
print('1. all %d files are those of MANIFEST' % len(listed))

# 2. The list is signed.
said = statement(json.loads(read('MANIFEST.intoto.json')))
assert said['subject'][0]['digest']['sha256'] == sha256(read('MANIFEST')).hex(), 'another list was signed'
print('2. MANIFEST is signed with ' + KEY + ', for the report from %(from)s to %(to)s' % said['predicate']['report'])

# 3. The checkpoint is signed: a C2SP signed note.
note = read('store/ledger/checkpoint').decode()
text, signatures = note.rsplit('\n\n', 1)
origin, size, told = (text + '\n').split('\n')[:3]
line = [s for s in signatures.splitlines() if s.startswith('\u2014 ' + origin + ' ')][0]
signed((text + '\n').encode(), base64.b64decode(line.split(' ')[-1])[4:])
size = int(size)
print('3. the checkpoint of ' + origin + ' is signed, %d records' % size)

# 4. The records give the root that was signed: none is missing, changed, added or moved.
entries = []
for number in range((size + 255) // 256):
    groups, n = ['%03d' % (number % 1000)], number // 1000
    while n > 0:
        groups.insert(0, 'x%03d' % (n % 1000))
        n //= 1000
    count = min(256, size - number * 256)
    data, at = read('store/ledger/tile/entries/' + '/'.join(groups) + ('' if count == 256 else '.p/%d' % count)), 0
    for _ in range(count):
        length = struct.unpack_from('>H', data, at)[0]
        entries.append(data[at + 2:at + 2 + length])
        at += 2 + length
leaves = [leaf(entry) for entry in entries]
assert root(leaves) == base64.b64decode(told), 'the records do not give the signed root'
print('4. the records 0 to %d give the root that was signed' % (size - 1))

# 5. The records that are shown one by one are in the ledger, by their proofs alone; the first ten are signed.
proofs = read('records/proofs.jsonl').splitlines()
envelopes = read('records/records.intoto.jsonl').splitlines()
assert len(proofs) == len(envelopes), 'not every record has a proof'
for number, (line, envelope) in enumerate(zip(proofs, envelopes)):
    proof = json.loads(line)
    index, last, computed = proof['index'], size - 1, leaf(envelope)
    assert computed.hex() == proof['id'], 'record %d is another one' % index
    for sibling in map(base64.b64decode, proof['hashes']):
        if index % 2 == 1 or index == last:
            computed = node(sibling, computed)
            while index % 2 == 0 and index != 0:
                index, last = index >> 1, last >> 1
        else:
            computed = node(computed, sibling)
        index, last = index >> 1, last >> 1
    assert last == 0 and computed == base64.b64decode(told), 'the proof of record %d does not hold' % proof['index']
    if number < 10:
        statement(json.loads(envelope), (KEY, *glob.glob('store/keys/retired/*.pem')))  # the key may have been replaced since
print('5. the proofs of %d records hold' % len(proofs))
