// Stands in for gitleaks' cmd/generate/config/utils/validate.go while its generator runs (go run -overlay): it writes the
// examples that each rule is tested with to the file named by EXAMPLES, one JSON object a line, instead of testing them.
package utils

import (
	"encoding/json"
	"os"

	"github.com/zricethezav/gitleaks/v8/config"
)

type example struct {
	Rule     string `json:"rule"`
	Positive bool   `json:"positive"`
	Path     string `json:"path"`
	Text     string `json:"text"`
}

func write(examples []example) {
	file, err := os.OpenFile(os.Getenv("EXAMPLES"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	defer file.Close()
	encoder := json.NewEncoder(file)
	for _, e := range examples {
		if err := encoder.Encode(e); err != nil {
			panic(err)
		}
	}
}

func Validate(rule config.Rule, truePositives []string, falsePositives []string) *config.Rule {
	for _, text := range truePositives {
		write([]example{{rule.RuleID, true, "", text}})
	}
	for _, text := range falsePositives {
		write([]example{{rule.RuleID, false, "", text}})
	}
	return &rule
}

func ValidateWithPaths(rule config.Rule, truePositives map[string]string, falsePositives map[string]string) *config.Rule {
	for path, text := range truePositives {
		write([]example{{rule.RuleID, true, path, text}})
	}
	for path, text := range falsePositives {
		write([]example{{rule.RuleID, false, path, text}})
	}
	return &rule
}
