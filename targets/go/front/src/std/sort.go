package sort

import "internal/reflectlite"

type Interface interface {
	Len() int
	Less(i, j int) bool
	Swap(i, j int)
}

// A sorter sorts by comparing and swapping places: pattern-defeating quicksort, in the steps of Go's own, so that
// equal elements come out in the same order.
type sorter struct {
	less func(i, j int) bool
	swap func(i, j int)
}

func bitLen(n int) (k int) {
	for ; n > 0; n >>= 1 {
		k++
	}
	return k
}

func Sort(data Interface) {
	n := data.Len()
	if n <= 1 {
		return
	}
	sorter{data.Less, data.Swap}.quick(0, n, bitLen(n))
}

func Stable(data Interface) { sorter{data.Less, data.Swap}.stable(0, data.Len()) }

func Slice(x any, less func(i, j int) bool) {
	n := reflectlite.ValueOf(x).Len()
	sorter{less, reflectlite.Swapper(x)}.quick(0, n, bitLen(n))
}

func SliceStable(x any, less func(i, j int) bool) {
	sorter{less, reflectlite.Swapper(x)}.stable(0, reflectlite.ValueOf(x).Len())
}

func SliceIsSorted(x any, less func(i, j int) bool) bool {
	for i := reflectlite.ValueOf(x).Len() - 1; i > 0; i-- {
		if less(i, i-1) {
			return false
		}
	}
	return true
}

func IsSorted(data Interface) bool {
	for i := data.Len() - 1; i > 0; i-- {
		if data.Less(i, i-1) {
			return false
		}
	}
	return true
}

func (s sorter) insertion(a, b int) {
	for i := a + 1; i < b; i++ {
		for j := i; j > a && s.less(j, j-1); j-- {
			s.swap(j, j-1)
		}
	}
}

func (s sorter) sift(root, n, first int) {
	for {
		child := 2*root + 1
		if child >= n {
			return
		}
		if child+1 < n && s.less(first+child, first+child+1) {
			child++
		}
		if !s.less(first+root, first+child) {
			return
		}
		s.swap(first+root, first+child)
		root = child
	}
}

func (s sorter) heap(a, b int) {
	n := b - a
	for i := (n - 1) / 2; i >= 0; i-- {
		s.sift(i, n, a)
	}
	for i := n - 1; i >= 0; i-- {
		s.swap(a, a+i)
		s.sift(0, i, a)
	}
}

func (s sorter) quick(a, b, limit int) {
	balanced, partitioned := true, true
	for {
		n := b - a
		if n <= 12 {
			s.insertion(a, b)
			return
		}
		if limit == 0 {
			s.heap(a, b)
			return
		}
		if !balanced {
			s.scatter(a, b)
			limit--
		}
		pivot, swaps := s.pivot(a, b)
		rising := swaps == 0
		if swaps == 12 {
			for i, j := a, b-1; i < j; i, j = i+1, j-1 {
				s.swap(i, j)
			}
			pivot = b - 1 - (pivot - a)
			rising = true
		}
		if balanced && partitioned && rising && s.almost(a, b) {
			return
		}
		if a > 0 && !s.less(a-1, pivot) {
			a = s.equal(a, b, pivot)
			continue
		}
		var mid int
		mid, partitioned = s.partition(a, b, pivot)
		left, right := mid-a, b-mid
		if left < right {
			balanced = left >= n/8
			s.quick(a, mid, limit)
			a = mid + 1
		} else {
			balanced = right >= n/8
			s.quick(mid+1, b, limit)
			b = mid
		}
	}
}

// partition puts what is less than the pivot in front of it; it also says whether nothing had to move.
func (s sorter) partition(a, b, pivot int) (int, bool) {
	s.swap(a, pivot)
	i, j := a+1, b-1
	for moved := false; ; moved = true {
		for i <= j && s.less(i, a) {
			i++
		}
		for i <= j && !s.less(j, a) {
			j--
		}
		if i > j {
			s.swap(j, a)
			return j, !moved
		}
		s.swap(i, j)
		i++
		j--
	}
}

// equal puts what equals the pivot in front, where nothing is less than it.
func (s sorter) equal(a, b, pivot int) int {
	s.swap(a, pivot)
	i, j := a+1, b-1
	for {
		for i <= j && !s.less(a, i) {
			i++
		}
		for i <= j && s.less(a, j) {
			j--
		}
		if i > j {
			return i
		}
		s.swap(i, j)
		i++
		j--
	}
}

// almost sorts what has few elements out of place; it gives up on anything else.
func (s sorter) almost(a, b int) bool {
	i := a + 1
	for step := 0; step < 5; step++ {
		for i < b && !s.less(i, i-1) {
			i++
		}
		if i == b {
			return true
		}
		if b-a < 50 {
			return false
		}
		s.swap(i, i-1)
		if i-a >= 2 {
			for j := i - 1; j >= 1 && s.less(j, j-1); j-- {
				s.swap(j, j-1)
			}
		}
		if b-i >= 2 {
			for j := i + 1; j < b && s.less(j, j-1); j++ {
				s.swap(j, j-1)
			}
		}
	}
	return false
}

// shiftsBy7And17 says how the numbers of scatter are made, which Go 1.24 changed.
func shiftsBy7And17() bool

// scatter breaks a pattern that made partitions unbalanced.
func (s sorter) scatter(a, b int) {
	n := b - a
	if n < 8 {
		return
	}
	random := uint64(n)
	right, left := 17, 5
	if shiftsBy7And17() {
		right, left = 7, 17
	}
	mask := uint(1)<<uint(bitLen(n)) - 1
	for i := a + n/4*2 - 1; i <= a+n/4*2+1; i++ {
		random ^= random << 13
		random ^= random >> right
		random ^= random << left
		other := int(uint(random) & mask)
		if other >= n {
			other -= n
		}
		s.swap(i, a+other)
	}
}

// pivot chooses one, and says how many of the compared pairs were out of order.
func (s sorter) pivot(a, b int) (int, int) {
	n := b - a
	swaps := 0
	i, j, k := a+n/4, a+n/4*2, a+n/4*3
	if n >= 8 {
		if n >= 50 {
			i = s.median(i-1, i, i+1, &swaps)
			j = s.median(j-1, j, j+1, &swaps)
			k = s.median(k-1, k, k+1, &swaps)
		}
		j = s.median(i, j, k, &swaps)
	}
	return j, swaps
}

func (s sorter) median(a, b, c int, swaps *int) int {
	order := func(x, y int) (int, int) {
		if s.less(y, x) {
			*swaps++
			return y, x
		}
		return x, y
	}
	a, b = order(a, b)
	b, c = order(b, c)
	a, b = order(a, b)
	return b
}

// stable is a merge sort in place.
func (s sorter) stable(a, b int) {
	if b-a <= 20 {
		s.insertion(a, b)
		return
	}
	mid := a + (b-a)/2
	s.stable(a, mid)
	s.stable(mid, b)
	s.merge(a, mid, b)
}

func (s sorter) merge(a, mid, b int) {
	if a >= mid || mid >= b || !s.less(mid, mid-1) {
		return
	}
	if b-a == 2 {
		s.swap(a, mid)
		return
	}
	// The longer half is cut in two, the other where that element belongs.
	var i, j int
	if mid-a > b-mid {
		i = a + (mid-a)/2
		j = mid + Search(b-mid, func(k int) bool { return !s.less(mid+k, i) })
	} else {
		j = mid + (b-mid)/2
		i = a + Search(mid-a, func(k int) bool { return s.less(j, a+k) })
	}
	s.reverse(i, mid)
	s.reverse(mid, j)
	s.reverse(i, j)
	at := i + j - mid
	s.merge(a, i, at)
	s.merge(at, j, b)
}

func (s sorter) reverse(a, b int) {
	for b--; a < b; a, b = a+1, b-1 {
		s.swap(a, b)
	}
}

type reverse struct {
	Interface
}

func (r reverse) Less(i, j int) bool { return r.Interface.Less(j, i) }

func Reverse(data Interface) Interface { return &reverse{data} }

type IntSlice []int

func (x IntSlice) Len() int           { return len(x) }
func (x IntSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x IntSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }
func (x IntSlice) Sort()              { Sort(x) }

type Float64Slice []float64

func (x Float64Slice) Len() int           { return len(x) }
func (x Float64Slice) Less(i, j int) bool { return x[i] < x[j] || x[i] != x[i] && x[j] == x[j] }
func (x Float64Slice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }
func (x Float64Slice) Sort()              { Sort(x) }

type StringSlice []string

func (x StringSlice) Len() int           { return len(x) }
func (x StringSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x StringSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }
func (x StringSlice) Sort()              { Sort(x) }

func Ints(x []int)         { Sort(IntSlice(x)) }
func Float64s(x []float64) { Sort(Float64Slice(x)) }
func Strings(x []string)   { Sort(StringSlice(x)) }

func IntsAreSorted(x []int) bool         { return IsSorted(IntSlice(x)) }
func Float64sAreSorted(x []float64) bool { return IsSorted(Float64Slice(x)) }
func StringsAreSorted(x []string) bool   { return IsSorted(StringSlice(x)) }

func Search(n int, f func(int) bool) int {
	i, j := 0, n
	for i < j {
		h := int(uint(i+j) >> 1)
		if !f(h) {
			i = h + 1
		} else {
			j = h
		}
	}
	return i
}

func Find(n int, cmp func(int) int) (i int, found bool) {
	i = Search(n, func(i int) bool { return cmp(i) <= 0 })
	return i, i < n && cmp(i) == 0
}

func SearchInts(a []int, x int) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}

func SearchFloat64s(a []float64, x float64) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}

func SearchStrings(a []string, x string) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}

func (p IntSlice) Search(x int) int         { return SearchInts(p, x) }
func (p Float64Slice) Search(x float64) int { return SearchFloat64s(p, x) }
func (p StringSlice) Search(x string) int   { return SearchStrings(p, x) }
