package main

import (
	"encoding/json"
	"fmt"
)

type P struct {
	Name string            `json:"name"`
	Age  int               `json:"age,omitempty"`
	Tags []string          `json:"tags"`
	M    map[string]any    `json:"m"`
}

func main() {
	b, err := json.Marshal(P{Name: "x", Tags: []string{"a", "b"}, M: map[string]any{"k": 1, "z": []int{1, 2}}})
	fmt.Println(string(b), err)
	var p P
	err = json.Unmarshal([]byte(`{"name":"joe","age":3,"tags":["q"],"m":{"a":[1,2,{"b":null}]}}`), &p)
	fmt.Printf("%+v %v\n", p, err)
	fmt.Println(json.Unmarshal([]byte(`{"name":3}`), &p))
}
