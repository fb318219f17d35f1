// Ledgercheck reads a ledger of Control Evidence with the Go project's own packages for signed notes and tiled logs, and checks
// the proofs that our Java code made.
//
//	ledgercheck <ledger directory> <verifier key> <proofs.json>
//	ledgercheck -package <ledger directory> <verifier key> <records.intoto.jsonl> <proofs.jsonl>
package main

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type proofs struct {
	Inclusion []struct {
		Index, Size int64
		Leaf, Root  []byte
		Hashes      [][]byte
	}
	Consistency []struct {
		OldSize, NewSize int64
		OldRoot, NewRoot []byte
		Hashes           [][]byte
	}
}

// tiles reads tiles from the file system by the paths of C2SP tlog-tiles.
type tiles struct{ directory string }

func (t tiles) Height() int { return 8 }

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		data, err := os.ReadFile(path(t.directory, strconv.Itoa(tile.L), tile.N, tile.W))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func path(directory, level string, n int64, width int) string {
	name := fmt.Sprintf("%03d", n%1000)
	for n /= 1000; n > 0; n /= 1000 {
		name = fmt.Sprintf("x%03d/%s", n%1000, name)
	}
	if width < 256 {
		name += fmt.Sprintf(".p/%d", width)
	}
	return filepath.Join(directory, "tile", level, name)
}

func main() {
	log.SetFlags(0)
	if os.Args[1] == "-package" {
		checkPackage(os.Args[2], os.Args[3], os.Args[4], os.Args[5])
		return
	}
	directory := os.Args[1]
	tree := openCheckpoint(directory, os.Args[2])
	hashes := tlog.TileHashReader(tree, tiles{directory})
	entries := checkEntries(directory, tree, hashes)
	inclusion, consistency := checkProofs(os.Args[3])
	fmt.Printf("verified: %d entries, %d inclusion proofs, %d consistency proofs\n", entries, inclusion, consistency)
}

// checkPackage verifies the ledger in an evidence package, and the records that lie beside it one by one by their proofs alone.
func checkPackage(directory, key, envelopes, proofs string) {
	tree := openCheckpoint(directory, key)
	entries := checkEntries(directory, tree, tlog.TileHashReader(tree, tiles{directory}))
	records, lines := readLines(envelopes), readLines(proofs)
	if len(records) != len(lines) {
		log.Fatalf("%d records and %d proofs", len(records), len(lines))
	}
	for i, line := range lines {
		var p struct {
			Index  int64
			Hashes [][]byte
		}
		check(json.Unmarshal([]byte(line), &p))
		check(tlog.CheckRecord(list(p.Hashes), tree.N, tree.Hash, p.Index, tlog.RecordHash([]byte(records[i]))))
	}
	fmt.Printf("verified: %d entries, %d records by their proofs\n", entries, len(lines))
}

func readLines(file string) []string {
	text, err := os.ReadFile(file)
	check(err)
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}

func openCheckpoint(directory, key string) tlog.Tree {
	verifier, err := note.NewVerifier(key)
	check(err)
	text, err := os.ReadFile(filepath.Join(directory, "checkpoint"))
	check(err)
	opened, err := note.Open(text, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		log.Fatalf("origin %q is not the key's name %q", lines[0], verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	check(err)
	return tlog.Tree{N: size, Hash: hash(root)}
}

// checkEntries reads every entry bundle and compares each entry with its leaf hash, which is read from tiles that have been
// verified against the root.
func checkEntries(directory string, tree tlog.Tree, hashes tlog.HashReader) int64 {
	var index int64
	for bundle := int64(0); index < tree.N; bundle++ {
		width := min(256, tree.N-index)
		data, err := os.ReadFile(path(directory, "entries", bundle, int(width)))
		check(err)
		var at []int64
		for i := int64(0); i < width; i++ {
			at = append(at, tlog.StoredHashIndex(0, index+i))
		}
		leaves, err := hashes.ReadHashes(at)
		check(err)
		for i := int64(0); i < width; i++ {
			length := binary.BigEndian.Uint16(data)
			if tlog.RecordHash(data[2:2+length]) != leaves[i] {
				log.Fatalf("entry %d has not the hash that is in the tree", index+i)
			}
			data = data[2+length:]
		}
		if len(data) != 0 {
			log.Fatalf("bundle %d holds more than its entries", bundle)
		}
		index += width
	}
	return index
}

func checkProofs(file string) (int, int) {
	text, err := os.ReadFile(file)
	check(err)
	var all proofs
	check(json.Unmarshal(text, &all))
	for _, p := range all.Inclusion {
		check(tlog.CheckRecord(list(p.Hashes), p.Size, hash(p.Root), p.Index, hash(p.Leaf)))
	}
	for _, p := range all.Consistency {
		check(tlog.CheckTree(list(p.Hashes), p.NewSize, hash(p.NewRoot), p.OldSize, hash(p.OldRoot)))
	}
	return len(all.Inclusion), len(all.Consistency)
}

func list(hashes [][]byte) []tlog.Hash {
	var all []tlog.Hash
	for _, h := range hashes {
		all = append(all, hash(h))
	}
	return all
}

func hash(bytes []byte) (h tlog.Hash) {
	if copy(h[:], bytes) != tlog.HashSize || len(bytes) != tlog.HashSize {
		log.Fatalf("no hash: %x", bytes)
	}
	return h
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
