// slices, maps, cmp, bufio, math/bits, container/list and container/heap.
package main

import (
	"bufio"
	"cmp"
	"container/heap"
	"container/list"
	"fmt"
	"maps"
	"math/bits"
	"os"
	"slices"
	"strings"
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

type person struct {
	name string
	age  int
}

func main() {
	s := []int{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9}
	c := slices.Clone(s)
	slices.Sort(c)
	fmt.Println(c, s, slices.IsSorted(c), slices.Contains(s, 4), slices.Index(s, 5), slices.Max(s), slices.Min(s))
	fmt.Println(slices.BinarySearch(c, 5))
	fmt.Println(slices.Compact(slices.Clone(c)), slices.Equal(c, s), slices.Compare(c, s))
	slices.Reverse(c)
	fmt.Println(c, slices.Insert([]int{1, 2, 3}, 1, 8, 9), slices.Delete([]int{1, 2, 3, 4}, 1, 3))
	p := []person{{"Bo", 30}, {"Al", 25}, {"Cy", 30}, {"Di", 25}}
	slices.SortStableFunc(p, func(a, b person) int { return cmp.Compare(a.age, b.age) })
	fmt.Println(p, slices.IndexFunc(p, func(p person) bool { return p.name == "Cy" }))
	m := map[string]int{"a": 1, "b": 2}
	n := maps.Clone(m)
	fmt.Println(maps.Equal(m, n), n)
	maps.DeleteFunc(n, func(k string, v int) bool { return v > 1 })
	maps.Copy(n, map[string]int{"z": 26})
	fmt.Println(n, m, cmp.Less("a", "b"), cmp.Compare(2, 1))
	sc := bufio.NewScanner(strings.NewReader("one two\nthree\r\n\nlast"))
	for sc.Scan() {
		fmt.Printf("%q ", sc.Text())
	}
	fmt.Println(sc.Err())
	sc = bufio.NewScanner(strings.NewReader("one two\n three"))
	sc.Split(bufio.ScanWords)
	for sc.Scan() {
		fmt.Printf("%q ", sc.Text())
	}
	fmt.Println()
	r := bufio.NewReader(strings.NewReader("ab\ncd"))
	b, _ := r.ReadByte()
	r.UnreadByte()
	line, err := r.ReadString('\n')
	fmt.Printf("%c %q %v\n", b, line, err)
	line, err = r.ReadString('\n')
	fmt.Printf("%q %v\n", line, err)
	w := bufio.NewWriter(os.Stdout)
	fmt.Fprintf(w, "buffered %d\n", w.Buffered())
	w.Flush()
	l := list.New()
	e4 := l.PushBack(4)
	e1 := l.PushFront(1)
	l.InsertBefore(3, e4)
	l.InsertAfter(2, e1)
	l.MoveToFront(e4)
	l.Remove(e1)
	for e := l.Front(); e != nil; e = e.Next() {
		fmt.Print(e.Value, " ")
	}
	fmt.Println(l.Len())
	h := &ints{5, 2, 8}
	heap.Init(h)
	heap.Push(h, 3)
	for h.Len() > 0 {
		fmt.Print(heap.Pop(h), " ")
	}
	fmt.Println()
	for _, x := range []uint64{0, 1, 5, 255, 1 << 40, 1<<64 - 1} {
		hi, lo := bits.Mul64(x, x)
		fmt.Print(bits.Len64(x), bits.TrailingZeros64(x), bits.OnesCount64(x), bits.LeadingZeros64(x), bits.RotateLeft64(x, 3), bits.Reverse64(x), hi, lo, "; ")
	}
	fmt.Println()
}
