package main

type Graph[N Node[E], E Edge[N]] struct{ nodes []N }
type Node[E any] interface{ Edges() []E }
type Edge[N any] interface{ Ends() (N, N) }
type V struct {
	es []*Ed
	id int
}
type Ed struct{ a, b *V }

func (v *V) Edges() []*Ed    { return v.es }
func (e *Ed) Ends() (*V, *V) { return e.a, e.b }
func Degree[N Node[E], E Edge[N]](g *Graph[N, E]) (n int) {
	for _, v := range g.nodes {
		n += len(v.Edges())
	}
	return
}
func main() {
	a, b := &V{id: 1}, &V{id: 2}
	e := &Ed{a, b}
	a.es = append(a.es, e)
	b.es = append(b.es, e)
	g := &Graph[*V, *Ed]{[]*V{a, b}}
	println(Degree(g))
}
