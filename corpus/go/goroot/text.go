package main

import (
	"encoding/base64"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"
	"time"
	"unicode/utf16"
)

type item struct {
	Name  string
	Price float64
}

func (i item) Twice(n int) float64 { return i.Price * float64(n) }

func main() {
	re := regexp.MustCompile(`(\w+)@(\w+)\.com`)
	fmt.Println(re.FindStringSubmatch("hello bob@example.com x"), re.ReplaceAllString("a@b.com", "$2"))
	fmt.Println(base64.StdEncoding.EncodeToString([]byte("tearpoint")), hex.EncodeToString([]byte{1, 255}))
	u, err := url.Parse("http://a.b/c?d=e&f=g#h")
	fmt.Println(u.Host, u.Query()["f"], u.Fragment, err)
	rows, err := csv.NewReader(strings.NewReader("a,\"b,c\"\nd,e\n")).ReadAll()
	fmt.Println(rows, err)
	t := template.Must(template.New("x").Parse("{{range .}}{{.Name}}: {{printf \"%.2f\" .Price}} {{.Twice 3}}\n{{end}}"))
	if err := t.Execute(os.Stdout, []item{{"tea", 1.5}, {"coffee", 2}}); err != nil {
		fmt.Println(err)
	}
	fmt.Println(filepath.Join("a", "../b", "c"), filepath.Ext("x.tar.gz"))
	fmt.Println(utf16.Encode([]rune("a😀")))
	when := time.Date(2026, 12, 1, 14, 30, 0, 0, time.UTC)
	text, _ := when.MarshalText()
	fmt.Println(string(text), when.Format(time.RFC1123Z), when.YearDay())
	c := make(chan int)
	go func() {
		time.Sleep(time.Millisecond)
		c <- 1
	}()
	select {
	case v := <-c:
		fmt.Println("got", v)
	case <-time.After(time.Hour):
		fmt.Println("late")
	}
}
