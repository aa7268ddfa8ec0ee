// Checks an exported log with Go's sumdb packages, written by other people for another log: note opens
// the signatures, tlog reads the tiles and proves every entry and many older trees.
//
//	check DIR ANCHOR            reads DIR through a web server of its own
//
// It prints what it counted, and exits 1 naming the first thing that does not hold.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8
const tileWidth = 1 << tileHeight

// fetch gets one path of the log.
type fetch func(path string) ([]byte, error)

func overHTTP(base string) fetch {
	return func(path string) ([]byte, error) {
		answer, err := http.Get(base + "/" + path)
		if err != nil {
			return nil, err
		}
		defer answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			return nil, fmt.Errorf("%s: %s", path, answer.Status)
		}
		return io.ReadAll(answer.Body)
	}
}

// tilePath turns Go's tile/8/0/x001/234.p/5 into tlog-tiles' tile/0/x001/234.p/5.
func tilePath(tile tlog.Tile) string {
	return "tile/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight))
}

func bundlePath(index int64, width int) string {
	tile := tlog.Tile{H: tileHeight, L: 0, N: index, W: width}
	return "tile/entries/" + strings.TrimPrefix(tilePath(tile), "tile/0/")
}

type tiles struct{ fetch fetch }

func (t tiles) Height() int                     { return tileHeight }
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, tile := range wanted {
		data, err := t.fetch(tilePath(tile))
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}

// openHead opens the checkpoint with the anchor's key. tlog.ParseTree knows the Go checksum database's
// first line only, so the three lines are read here.
func openHead(fetch fetch, origin, vkey string) (tlog.Tree, error) {
	signed, err := fetch("checkpoint")
	if err != nil {
		return tlog.Tree{}, err
	}
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("checkpoint: %v", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != origin || lines[3] != "" {
		return tlog.Tree{}, fmt.Errorf("checkpoint: its text is %q", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	hash, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: hash}, err
}

func readEntries(fetch fetch, size int64) ([][]byte, error) {
	var entries [][]byte
	for first := int64(0); first < size; first += tileWidth {
		width := tileWidth
		if size-first < tileWidth {
			width = int(size - first)
		}
		bundle, err := fetch(bundlePath(first/tileWidth, width))
		if err != nil {
			return nil, err
		}
		for len(bundle) >= 2 {
			length := int(binary.BigEndian.Uint16(bundle))
			if len(bundle) < 2+length {
				break
			}
			entries = append(entries, bundle[2:2+length])
			bundle = bundle[2+length:]
		}
		if len(bundle) != 0 || int64(len(entries)) != first+int64(width) {
			return nil, fmt.Errorf("the bundle of number %d does not have %d entries", first, width)
		}
	}
	return entries, nil
}

// proveAll proves each entry and, for sizes spread over the log, that the tree grew from them.
func proveAll(tree tlog.Tree, entries [][]byte, hashes tlog.HashReader) (records, trees int, err error) {
	for n, entry := range entries {
		proof, err := tlog.ProveRecord(tree.N, int64(n), hashes)
		if err != nil {
			return records, trees, fmt.Errorf("number %d: %v", n, err)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(n), tlog.RecordHash(entry)); err != nil {
			return records, trees, fmt.Errorf("number %d: %v", n, err)
		}
		records++
	}
	// Older heads from the entries alone, by Go's own stored hashes.
	var stored []tlog.Hash
	ours := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var out []tlog.Hash
		for _, index := range indexes {
			out = append(out, stored[index])
		}
		return out, nil
	})
	for n, entry := range entries {
		more, err := tlog.StoredHashes(int64(n), entry, ours)
		if err != nil {
			return records, trees, err
		}
		stored = append(stored, more...)
		size := int64(n) + 1
		if size%37 != 0 && size%tileWidth > 1 && size < tree.N-1 {
			continue
		}
		old, err := tlog.TreeHash(size, ours)
		if err != nil {
			return records, trees, err
		}
		proof, err := tlog.ProveTree(tree.N, size, hashes)
		if err != nil {
			return records, trees, fmt.Errorf("size %d: %v", size, err)
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, size, old); err != nil {
			return records, trees, fmt.Errorf("size %d: %v", size, err)
		}
		trees++
	}
	return records, trees, nil
}

type vkeyed struct {
	Vkey string `json:"vkey"`
}

type act struct {
	Form string   `json:"form"`
	From []string `json:"from"`
	Body struct {
		Vkey         string   `json:"vkey"`
		Keys         []vkeyed `json:"keys"`
		Participants []vkeyed `json:"participants"`
	} `json:"body"`
}

// openActs opens each act's note with the keys that the log registered before it: one line for each
// author, every line verified.
func openActs(entries [][]byte) (signatures int, err error) {
	var keys []note.Verifier
	add := func(vkey string) error {
		// <name>+<id>+<base64>, whose base64 may hold a + too.
		parts := strings.SplitN(vkey, "+", 3)
		decoded, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
		if err == nil && len(decoded) > 0 && decoded[0] != 1 {
			return nil // a cosignature key, which signs no acts
		}
		verifier, err := note.NewVerifier(vkey)
		if err == nil {
			keys = append(keys, verifier)
		}
		return err
	}
	for n, entry := range entries {
		_, signed, found := bytes.Cut(entry, []byte("\n"))
		if !found {
			return signatures, fmt.Errorf("number %d has no first line", n)
		}
		var said act
		if err := json.NewDecoder(bytes.NewReader(signed)).Decode(&said); err != nil {
			return signatures, fmt.Errorf("number %d: %v", n, err)
		}
		fresh := append(said.Body.Keys, said.Body.Participants...)
		if said.Form == "key.add" || said.Form == "key.enrol" {
			fresh = append(fresh, vkeyed{said.Body.Vkey})
		}
		if n == 0 { // its own keys sign it
			for _, key := range fresh {
				if err := add(key.Vkey); err != nil {
					return signatures, err
				}
			}
		}
		opened, err := note.Open(signed, note.VerifierList(keys...))
		if err != nil {
			return signatures, fmt.Errorf("number %d: %v", n, err)
		}
		if len(opened.Sigs) != len(said.From) || len(opened.UnverifiedSigs) != 0 {
			return signatures, fmt.Errorf("number %d: %d signatures verify, of %d authors", n, len(opened.Sigs), len(said.From))
		}
		signatures += len(opened.Sigs)
		if n != 0 {
			for _, key := range fresh {
				if err := add(key.Vkey); err != nil {
					return signatures, fmt.Errorf("number %d: %v", n, err)
				}
			}
		}
	}
	return signatures, nil
}

func check(fetch fetch, origin, vkey string) error {
	tree, err := openHead(fetch, origin, vkey)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, tiles{fetch})
	root, err := tlog.TreeHash(tree.N, hashes)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return fmt.Errorf("the tiles give the root %v, not %v", root, tree.Hash)
	}
	entries, err := readEntries(fetch, tree.N)
	if err != nil {
		return err
	}
	records, trees, err := proveAll(tree, entries, hashes)
	if err != nil {
		return err
	}
	signatures, err := openActs(entries)
	if err != nil {
		return err
	}
	fmt.Printf("size %d: %d records, %d older trees, %d signatures of acts\n", tree.N, records, trees, signatures)
	return nil
}

func main() {
	anchor, err := os.ReadFile(os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	lines := strings.Split(string(anchor), "\n")
	server := httptest.NewServer(http.FileServer(http.Dir(os.Args[1])))
	defer server.Close()
	if err := check(overHTTP(server.URL), lines[0], lines[1]); err != nil {
		fmt.Fprintln(os.Stderr, "wrong:", err)
		os.Exit(1)
	}
}
