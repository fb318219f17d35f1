// Reads the examples out of the pattern tests of trufflehog's detectors, without running them, and prints one JSON object a
// line. A test whose text is computed in a way that is not understood is counted on standard error and left out.
//
//	usage: go run trufflehog_tests.go TRUFFLEHOG_CHECKOUT
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

type example struct {
	Rule     string   `json:"rule"`
	Positive bool     `json:"positive"`
	Path     string   `json:"path"`
	Text     string   `json:"text"`
	Wanted   []string `json:"wanted"`
}

var leftOut int

func main() {
	root := filepath.Join(os.Args[1], "pkg", "detectors")
	out := json.NewEncoder(os.Stdout)
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "integration_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		detector, _ := filepath.Rel(root, filepath.Dir(path))
		for _, e := range examples(file, detector) {
			if err := out.Encode(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	fmt.Fprintln(os.Stderr, "trufflehog: left out", leftOut)
}

func examples(file *ast.File, detector string) []example {
	values := map[string]ast.Expr{}
	ast.Inspect(file, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if i < len(n.Values) {
					values[name.Name] = n.Values[i]
				}
			}
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if name, ok := left.(*ast.Ident); ok && n.Tok == token.DEFINE && len(n.Lhs) == len(n.Rhs) {
					values[name.Name] = n.Rhs[i]
				}
			}
		}
		return true
	})
	var found []example
	for _, declaration := range file.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if !ok || !strings.Contains(function.Name.Name, "Pattern") {
			continue
		}
		ast.Inspect(function, func(node ast.Node) bool {
			test, ok := node.(*ast.CompositeLit)
			if !ok {
				return true
			}
			input, want := field(test, "input", "data", "text"), field(test, "want", "expected", "wants")
			if input == nil {
				return true
			}
			text, known := evaluate(input, values, 0)
			wanted, listed := list(want, values)
			if !known || !listed {
				leftOut++
				return false
			}
			found = append(found, example{detector, len(wanted) > 0, "", text, wanted})
			return false
		})
	}
	return found
}

func field(literal *ast.CompositeLit, names ...string) ast.Expr {
	for _, element := range literal.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok {
				for _, name := range names {
					if key.Name == name {
						return pair.Value
					}
				}
			}
		}
	}
	return nil
}

// The wanted credentials; nil and an absent field mean none.
func list(expression ast.Expr, values map[string]ast.Expr) ([]string, bool) {
	switch e := expression.(type) {
	case nil:
		return nil, true
	case *ast.CompositeLit:
		var wanted []string
		for _, element := range e.Elts {
			text, ok := evaluate(element, values, 0)
			if !ok {
				text = "" // there is one, whatever it is
			}
			wanted = append(wanted, text)
		}
		return wanted, true
	case *ast.Ident:
		if e.Name == "nil" {
			return nil, true
		}
		if value, ok := values[e.Name]; ok && value != expression {
			return list(value, values)
		}
	}
	text, ok := evaluate(expression, values, 0)
	if ok && text == "" {
		return nil, true
	}
	return []string{text}, ok
}

func evaluate(expression ast.Expr, values map[string]ast.Expr, depth int) (string, bool) {
	if depth > 20 {
		return "", false
	}
	switch e := expression.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			text, err := strconv.Unquote(e.Value)
			return text, err == nil
		}
		return e.Value, true
	case *ast.Ident:
		if value, ok := values[e.Name]; ok {
			return evaluate(value, values, depth+1)
		}
	case *ast.ParenExpr:
		return evaluate(e.X, values, depth+1)
	case *ast.BinaryExpr:
		left, one := evaluate(e.X, values, depth+1)
		right, two := evaluate(e.Y, values, depth+1)
		return left + right, one && two && e.Op == token.ADD
	case *ast.CallExpr:
		return call(e, values, depth)
	}
	return "", false
}

func call(e *ast.CallExpr, values map[string]ast.Expr, depth int) (string, bool) {
	var arguments []any
	for _, argument := range e.Args {
		text, ok := evaluate(argument, values, depth+1)
		if !ok {
			return "", false
		}
		arguments = append(arguments, text)
	}
	switch f := e.Fun.(type) {
	case *ast.ArrayType:
		return arguments[0].(string), true // []byte(text)
	case *ast.Ident:
		if f.Name == "string" {
			return arguments[0].(string), true
		}
	case *ast.SelectorExpr:
		switch f.Sel.Name {
		case "Sprintf":
			return fmt.Sprintf(arguments[0].(string), arguments[1:]...), true
		case "Repeat":
			times, err := strconv.Atoi(arguments[1].(string))
			return strings.Repeat(arguments[0].(string), times), err == nil
		}
	}
	return "", false
}
