// sort (unstable order included), math/rand from a seed, math.
package main

import (
	"fmt"
	"math"
	"math/rand"
	"sort"
)

type pair struct{ key, at int }
type byKey []pair

func (p byKey) Len() int           { return len(p) }
func (p byKey) Less(i, j int) bool { return p[i].key < p[j].key }
func (p byKey) Swap(i, j int)      { p[i], p[j] = p[j], p[i] }

func pairs(n, mod int) []pair {
	p := make([]pair, n)
	x := uint32(1)
	for i := range p {
		x = x*1664525 + 1013904223
		p[i] = pair{int(x>>8) % mod, i}
	}
	return p
}

func main() {
	for _, n := range []int{0, 1, 5, 12, 13, 50, 200, 777} {
		p := pairs(n, 7)
		sort.Sort(byKey(p))
		fmt.Println(p)
		p = pairs(n, 50)
		sort.Slice(p, func(i, j int) bool { return p[i].key < p[j].key })
		fmt.Println(p)
		p = pairs(n, 3)
		sort.SliceStable(p, func(i, j int) bool { return p[i].key < p[j].key })
		fmt.Println(p)
		p = pairs(n, 5)
		sort.Stable(sort.Reverse(byKey(p)))
		fmt.Println(p, sort.IsSorted(byKey(p)))
	}
	asc := make([]pair, 100)
	for i := range asc {
		asc[i] = pair{100 - i, i}
	}
	sort.Sort(byKey(asc))
	fmt.Println(asc)
	i := []int{5, 2, 8, -1}
	s := []string{"b", "a", "C"}
	f := []float64{2.5, -1, 3, math.Inf(-1)}
	sort.Ints(i)
	sort.Strings(s)
	sort.Float64s(f)
	fmt.Println(i, s, f, sort.SearchInts(i, 5), sort.SearchInts(i, 6), sort.SearchStrings(s, "a"), sort.IntsAreSorted(i), sort.Search(100, func(i int) bool { return i*i >= 50 }))
	sort.Sort(sort.Reverse(sort.IntSlice(i)))
	fmt.Println(i)
	r := rand.New(rand.NewSource(42))
	fmt.Println(r.Int63(), r.Intn(10), r.Intn(1000000007), r.Int31(), r.Int31n(6), r.Int63n(1<<40+1), r.Uint32(), r.Uint64(), r.Float64(), r.Float32(), r.Perm(8), r.Int())
	x := []int{1, 2, 3, 4, 5, 6, 7, 8, 9}
	r.Shuffle(len(x), func(i, j int) { x[i], x[j] = x[j], x[i] })
	fmt.Println(x)
	b := make([]byte, 10)
	r.Read(b)
	fmt.Println(b)
	for _, seed := range []int64{0, 1, -1, 1 << 40} {
		rand.Seed(seed)
		fmt.Println(rand.Intn(100), rand.Intn(100), rand.Int63(), rand.Float64(), rand.Perm(4))
	}
	func() {
		defer func() { fmt.Println(recover()) }()
		rand.Intn(0)
	}()
	for _, v := range []float64{0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 1e300, -7.25, math.Inf(1), math.NaN(), 1 << 53, 0.49999999999999994} {
		fmt.Println(math.Sqrt(v), math.Floor(v), math.Ceil(v), math.Trunc(v), math.Round(v), math.RoundToEven(v), math.Abs(v), math.Signbit(v), math.IsNaN(v), math.IsInf(v, 0), math.Float64bits(v), math.Max(v, 1), math.Min(v, 1), math.Mod(v, 3), math.Copysign(3, v), math.Dim(v, 1))
		fr, e := math.Frexp(v)
		w, p := math.Modf(v)
		fmt.Println(fr, e, w, p, math.Ldexp(v, 3), math.Float32bits(float32(v)))
	}
	fmt.Println(math.MaxInt64, math.MinInt64, uint64(math.MaxUint64), math.MaxInt32, math.Pi, math.E, math.MaxFloat64, math.SmallestNonzeroFloat64, math.MaxInt8, math.MaxUint16)
	fmt.Println(math.Pow(2, 10), math.Pow(2, 0.5), math.Pow(10, -2), math.Pow(-8, 3), math.Pow(0, -1), math.Pow10(5), math.Hypot(3, 4), math.Cbrt(27))
	fmt.Printf("%.12g %.12g %.12g %.12g %.12g %.12g %.12g %.12g\n", math.Pow(1.5, 2.5), math.Log(2), math.Exp(1.5), math.Log2(10), math.Log10(50), math.Sin(1), math.Cos(1), math.Atan(1))
	fmt.Printf("%.12g %.12g %.12g %.12g %.12g\n", math.Tan(0.5), math.Asin(0.5), math.Acos(0.5), math.Atan2(1, -1), math.Tanh(0.5))
}
