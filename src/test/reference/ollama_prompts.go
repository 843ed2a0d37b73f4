// What Go's text/template makes of sample conversations with every template of resources/ollama, as Ollama calls it: the MODELFILE's system
// text first if there is none, neighbours of one role joined, .System all system turns. Run in this folder: go run ollama_prompts.go
package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"text/template"
)

type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

type result struct {
	Style    string    `json:"style"`
	System   string    `json:"system"`
	Messages []message `json:"messages"`
	Prompt   string    `json:"prompt"`
}

var chats = [][]message{
	{{"user", "Which animal is the largest?"}},
	{{"user", "a"}, {"user", "b {{ c }}"}, {"assistant", "d\n\"e\""}, {"user", "f"}},
	{{"system", "Be\nshort."}, {"user", "日本語 🐋"}},
	{{"system", "one"}, {"system", "two"}, {"user", "a"}, {"assistant", "b"}, {"user", "c"}, {"assistant", "d"}},
}

func collate(messages []message) (string, []*message) {
	var system []string
	var collated []*message
	for i := range messages {
		m := messages[i]
		if m.Role == "system" {
			system = append(system, m.Content)
		}
		if len(collated) > 0 && collated[len(collated)-1].Role == m.Role {
			collated[len(collated)-1].Content += "\n\n" + m.Content
		} else {
			collated = append(collated, &m)
		}
	}
	return strings.Join(system, "\n\n"), collated
}

func main() {
	files, _ := filepath.Glob("../../../resources/ollama/*.gotmpl")
	sort.Strings(files)
	var results []result
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			panic(err)
		}
		text := strings.NewReplacer("@open@", "<s>", "@bos@", "<s>", "@eos@", "</s>", "@date@", "26 Jul 2024").Replace(strings.TrimSuffix(string(source), "\n"))
		parsed := template.Must(template.New("").Option("missingkey=zero").Parse(text))
		for i, chat := range chats {
			own := ""
			if i < 2 && i%2 == 1 {
				own = "By default."
			}
			messages := chat
			if own != "" && chat[0].Role != "system" {
				messages = append([]message{{"system", own}}, chat...)
			}
			system, collated := collate(messages)
			var out bytes.Buffer
			if err := parsed.Execute(&out, map[string]any{"System": system, "Messages": collated, "Tools": nil, "Response": ""}); err != nil {
				panic(err)
			}
			results = append(results, result{strings.TrimSuffix(filepath.Base(file), ".gotmpl"), own, chat, out.String()})
		}
	}
	written, _ := os.Create("../resources/goldens/ollama/prompts.json")
	encoder := json.NewEncoder(written)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	encoder.Encode(results)
}
