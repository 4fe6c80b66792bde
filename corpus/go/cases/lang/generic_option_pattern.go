package main

type Option[T any] struct {
	v  T
	ok bool
}

func Some[T any](v T) Option[T] { return Option[T]{v, true} }
func None[T any]() Option[T]    { return Option[T]{} }
func (o Option[T]) OrElse(d T) T {
	if o.ok {
		return o.v
	}
	return d
}
func Then[T, U any](o Option[T], f func(T) Option[U]) Option[U] {
	if !o.ok {
		return None[U]()
	}
	return f(o.v)
}
func main() {
	o := Then(Some(3), func(i int) Option[string] {
		if i > 2 {
			return Some("big")
		}
		return None[string]()
	})
	println(o.OrElse("none"), Then(None[int](), func(i int) Option[bool] { return Some(true) }).OrElse(false))
}
