// A method of a generic type is promoted, and nothing calls it; reflection reaches the instance by a type parameter.
package main

import _ "testing"

type Ctx interface{}

type comp[V any] struct{ ctx Ctx }

func (f *comp[V]) Context() Ctx { return f.ctx }

type Group interface{ Context() Ctx }

type res[O any] struct{}

type abstract[O any] struct {
	pool   *pool
	future *comp[*res[O]]
}

func (g *abstract[O]) Context() Ctx { return g.future.Context() }

type group struct{ abstract[struct{}] }

func (g *group) Sub() Group { return g }

type pool struct{ ctx Ctx }

func (p *pool) Context() Ctx { return p.ctx }

func main() { println("runs") }
