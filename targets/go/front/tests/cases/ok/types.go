package main

import (
	"errors"
	"runtime"
	"sync/atomic"
	"unsafe"
)

type Weekday int

const (
	Sunday Weekday = iota
	Monday
	_
	Wednesday
)

const (
	KB = 1 << (10 * (iota + 1))
	MB
	GB
)

const (
	a, b = iota, iota * 10
	c, d
)

const big = 1 << 100
const small = big >> 98
const third = 1.0 / 3
const one = third * 3
const mask = ^uint32(0)
const r = 'x' + 1
const text = "abc" + "def"
const yes = len(text) == 6 && big > small

func (w Weekday) String() string {
	switch w {
	case Sunday:
		return "Sunday"
	case Monday, Wednesday:
		return "other"
	}
	return "none"
}

type Stringer interface{ String() string }

type Point struct{ X, Y int }

func (p Point) Add(q Point) Point { return Point{p.X + q.X, p.Y + q.Y} }
func (p *Point) Move(dx, dy int)  { p.X += dx; p.Y += dy }
func (p Point) String() string    { return "point" }

type Named struct {
	Point
	*Inner
	Name string
}

type Inner struct{ depth int }

func (i *Inner) Deep() int { return i.depth }
func (i Inner) Flat() int  { return i.depth * 2 }

type Mover interface {
	Stringer
	Move(dx, dy int)
}

type List struct {
	next *List
	val  any
}

type Func func(int) Func
type Tree map[string]Tree
type Rec []Rec
type (
	A = []B
	B struct{ a A }
)

type MyErr struct{ code int }

func (e *MyErr) Error() string { return "my error" }

func fails(n int) (res int, err error) {
	if n > 3 {
		return 0, &MyErr{n}
	}
	if n > 2 {
		err = errors.New("two")
		return
	}
	return n, nil
}

func wrap(n int) (any, error) { return fails(n) }

func sum(first int, rest ...int) (total int) {
	total = first
	for _, x := range rest {
		total += x
	}
	return
}

func pair() (int, int) { return 1, 2 }

type hmap struct {
	count int
	flags uint8
	B     uint8
	_     uint16
	ptr   unsafe.Pointer
}

const off = unsafe.Offsetof(hmap{}.ptr)

var table [unsafe.Sizeof(hmap{})]byte

func main() {
	var w Weekday = 1
	var s Stringer = w
	println(s.String(), KB, MB, GB, a, b, c, d, small, one == 1, mask, r, text, yes, off, len(table))
	n := Named{Point: Point{1, 2}, Inner: &Inner{3}, Name: "n"}
	n.Move(1, 1)
	println(n.X, n.Y, n.Deep(), n.Flat(), n.depth, n.Add(Point{1, 1}).X)
	var m Mover = &n
	m.Move(1, 2)
	move := m.Move
	move(3, 4)
	add := n.Point.Add
	println(add(Point{1, 1}).Y, Point.Add(Point{1, 2}, Point{3, 4}).X)
	(*Point).Move(&n.Point, 1, 1)
	f := (*Named).Deep
	g := Stringer.String
	println(f(&n), g(n), n.X)

	x, err := wrap(3)
	if e, ok := err.(*MyErr); ok {
		println("mine", e.code)
	} else if err != nil {
		println(err.Error())
	}
	_, err = fails(4)
	var target *MyErr
	target, _ = err.(*MyErr)
	println(target.code, x == 0, x != nil, errors.Is(err, target), errors.Unwrap(err) == nil)

	println(sum(1), sum(pair()), sum(1, 2, 3), sum(1, []int{4, 5}...))

	var cnt atomic.Int64
	cnt.Add(5)
	var u32 uint32
	atomic.AddUint32(&u32, ^uint32(0))
	var flag atomic.Bool
	flag.Store(true)
	println(cnt.Load(), u32, flag.Load(), atomic.CompareAndSwapUint32(&u32, 1, 2))
	runtime.Gosched()
	yield := runtime.Gosched
	yield()

	arr := [...]string{2: "c", 0: "a"}
	nested := [][]Point{{{1, 2}, {3, 4}}, {}}
	ptrs := []*Point{{5, 6}, nil}
	mp := map[Point]string{{1, 2}: "p"}
	mpp := map[string]*Point{"k": {7, 8}}
	anon := struct {
		a int
		b []byte
	}{1, []byte("xyz")}
	println(len(arr), nested[0][1].X, ptrs[0].Y, mp[Point{1, 2}], mpp["k"].X, string(anon.b), anon.a)

	sl := arr[:]
	sl2 := sl[1:2:3]
	pa := &arr
	println(len(sl2), cap(sl2), len(pa), pa[0], len(pa[1:]))
	str := "héllo"
	for i, ru := range str {
		println(i, ru, str[i], str[i:])
	}
	bs := append([]byte("x"), str...)
	bs = append(bs, 'y', 1)
	println(copy(bs, "zz"), len(bs), string(rune(65)), len([]rune(str)))
	rec := Rec{{}, {{}}}
	tree := Tree{"a": {"b": nil}}
	println(len(rec), len(tree["a"]), len(A{{}}))
	up := unsafe.Pointer(&n)
	q := (*int)(unsafe.Add(up, 8))
	*q = 77
	*(*int)(unsafe.Pointer(uintptr(up) + unsafe.Offsetof(n.Y))) += 1
	println(n.Y, *(*int)(up) == n.X, len(unsafe.Slice(&arr[0], 2)), unsafe.String(unsafe.StringData(text), 3))
	var arr4 = [4]int(make([]int, 4))
	println(len(arr4), *unsafe.SliceData(bs))
	var e1, e2 any = 1, 1.0
	println(e1 == e2, e1 == 1, e2 == 1.0, e1 != nil)
	var nilmap map[string]int
	v, ok := nilmap["x"]
	println(v, ok, nilmap == nil, len(nilmap))
	lst := &List{val: 1}
	lst = &List{lst, "two"}
	for l := lst; l != nil; l = l.next {
		switch v := l.val.(type) {
		case int:
			println("int", v+1)
		case string, error:
			println("other", v != nil)
		case nil:
			println("nil")
		default:
			_ = v
		}
	}
	var ch Func
	println(ch == nil, min(3, 1, 2), max(2.5, 1), min("b", "a"))
}
