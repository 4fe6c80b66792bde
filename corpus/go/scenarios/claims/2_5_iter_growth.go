// Article 2.5: an iterator is said to know nothing of evacuation, and to fault. It checks oldbuckets at every bucket:
// a map that grows while it is ranged over loses none of its entries and shows none twice.
package main

func main() {
	m := map[int64]int64{}
	for i := int64(0); i < 13; i++ {
		m[i] = i
	}
	var seen [13]int
	next := int64(100)
	for k := range m {
		if k < 13 {
			seen[k]++
		}
		if next < 200 {
			for i := 0; i < 5; i++ {
				m[next] = next
				next++
			}
		}
	}
	for _, n := range seen {
		if n != 1 {
			println("lost or doubled")
			return
		}
	}
	println("each of 13 once; len", len(m))
}
