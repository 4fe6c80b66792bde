package main

import (
	"bufio"
	"bytes"
	"container/heap"
	"container/list"
	"errors"
	"fmt"
	"log"
	"math/rand"
	"os"
	"sort"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

type ints []int

func (h ints) Len() int           { return len(h) }
func (h ints) Less(i, j int) bool { return h[i] < h[j] }
func (h ints) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *ints) Push(x any)        { *h = append(*h, x.(int)) }
func (h *ints) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

var shared = []string{"b", "a", "c"}
var base = errors.New("base")

func work(i int) string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%d %v %q %x %8.3f %T", i, shared, "quoted", []byte("hex"), 1.5*float64(i), shared)
	s := strings.Split(strings.ToUpper(b.String()), " ")
	sort.Strings(s)
	n, err := strconv.Atoi("12x")
	wrapped := fmt.Errorf("wrapped %d: %w: %v", n, base, err)
	if !errors.Is(wrapped, base) {
		return "?"
	}
	h := &ints{3, 1, 2}
	heap.Init(h)
	heap.Push(h, rand.Intn(5))
	l := list.New()
	l.PushBack(heap.Pop(h))
	r := bufio.NewScanner(strings.NewReader("one\ntwo\n"))
	for r.Scan() {
		l.PushFront(r.Text())
	}
	w := bufio.NewWriter(&b)
	w.WriteString(strings.Map(unicode.ToTitle, "title ß Ω"))
	w.Flush()
	sort.Slice(s, func(i, j int) bool { return s[i] > s[j] })
	return fmt.Sprint(l.Len(), len(s), b.Len() > 0)
}

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	var wg sync.WaitGroup
	for i := 0; i < 4; i++ {
		i := i
		wg.Add(1)
		go func() {
			defer wg.Done()
			if work(i) == "" {
				log.Printf("empty")
			}
			log.Print("done")
		}()
	}
	wg.Wait()
}
