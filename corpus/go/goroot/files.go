package main

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

func main() {
	dir, err := os.MkdirTemp("", "x")
	fmt.Println(err, len(dir) > 5)
	p := filepath.Join(dir, "a", "b.txt")
	fmt.Println(os.WriteFile(p, []byte("no"), 0o644) != nil)
	fmt.Println(os.MkdirAll(filepath.Dir(p), 0o755))
	fmt.Println(os.WriteFile(p, []byte("hello\nworld\n"), 0o644))
	b, err := os.ReadFile(p)
	fmt.Printf("%q %v\n", b, err)
	f, err := os.OpenFile(p, os.O_APPEND|os.O_WRONLY, 0)
	fmt.Fprintf(f, "more %d\n", 3)
	f.Close()
	f, _ = os.Open(p)
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		fmt.Println("line", sc.Text())
	}
	f.Seek(6, io.SeekStart)
	rest, _ := io.ReadAll(f)
	fmt.Printf("%q\n", rest)
	f.Close()
	st, _ := os.Stat(p)
	fmt.Println(st.Name(), st.Size(), st.Mode(), st.IsDir())
	os.Symlink("b.txt", filepath.Join(dir, "a", "ln"))
	l, err := os.Readlink(filepath.Join(dir, "a", "ln"))
	fmt.Println(l, err)
	es, _ := os.ReadDir(filepath.Join(dir, "a"))
	for _, e := range es {
		fmt.Println(e.Name(), e.IsDir(), e.Type())
	}
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		r, _ := filepath.Rel(dir, path)
		fmt.Println("walk", r, err)
		return nil
	})
	fmt.Println(os.Rename(p, filepath.Join(dir, "c")), os.Remove(p) != nil)
	_, err = os.Stat("/nope")
	fmt.Println(err, os.IsNotExist(err))
	fmt.Println(os.RemoveAll(dir))
	_, err = os.Stat(dir)
	fmt.Println(os.IsNotExist(err))
	os.Setenv("K", "v")
	fmt.Println(os.Getenv("K"), os.ExpandEnv("$K!"))
	os.Stdout.WriteString("end\n")
}
