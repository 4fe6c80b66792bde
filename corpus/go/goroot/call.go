package main

import (
	"errors"
	"fmt"
	"reflect"
)

type T struct{ a, b, c int }

func (t T) Sum(x int8, s string) (int, string, error) { return t.a + t.b + t.c + int(x), s + "!", errors.New("e") }
func (t *T) Inc(n int)                               { t.a += n }

type P int

func (p P) Get() int { return int(p) }

type G interface{ Get() int }

func variadic(pre string, xs ...int) int { return len(pre) + len(xs) }

func boom() { panic("boom") }

func main() {
	t := T{1, 2, 3}
	v := reflect.ValueOf(t)
	out := v.MethodByName("Sum").Call([]reflect.Value{reflect.ValueOf(int8(4)), reflect.ValueOf("hey")})
	fmt.Println(out[0].Int(), out[1].String(), out[2].Interface())
	reflect.ValueOf(&t).MethodByName("Inc").Call([]reflect.Value{reflect.ValueOf(10)})
	fmt.Println(t.a)
	fmt.Println(reflect.ValueOf(variadic).Call([]reflect.Value{reflect.ValueOf("ab"), reflect.ValueOf(1), reflect.ValueOf(2)})[0].Int())
	var g G = P(7)
	fmt.Println(reflect.ValueOf(&g).Elem().Method(0).Call(nil)[0].Int())
	fmt.Println(reflect.TypeOf(t).Method(0).Func.Call([]reflect.Value{v, reflect.ValueOf(int8(1)), reflect.ValueOf("x")})[0].Int())
	k := 5
	cl := func(a byte, b float64) (float64, bool) { return float64(a)*b + float64(k), true }
	r := reflect.ValueOf(cl).Call([]reflect.Value{reflect.ValueOf(byte(2)), reflect.ValueOf(1.5)})
	fmt.Println(r[0].Float(), r[1].Bool())
	swap := func(in []reflect.Value) []reflect.Value { return []reflect.Value{in[1], in[0]} }
	var sw func(int, string) (string, int)
	fn := reflect.MakeFunc(reflect.TypeOf(sw), swap)
	reflect.ValueOf(&sw).Elem().Set(fn)
	a, b := sw(3, "three")
	fmt.Println(a, b)
	res := fn.Call([]reflect.Value{reflect.ValueOf(9), reflect.ValueOf("nine")})
	fmt.Println(res[0].String(), res[1].Int())
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		reflect.ValueOf(boom).Call(nil)
	}()
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		var f func()
		reflect.ValueOf(&f).Elem().Set(reflect.MakeFunc(reflect.TypeOf(f), func([]reflect.Value) []reflect.Value { panic("in made") }))
		f()
	}()
	fmt.Println(sw(4, "four"))
	ch := make(chan int, 1)
	i, rv, ok := reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(ch)}, {Dir: reflect.SelectDefault}})
	fmt.Println(i, rv.IsValid(), ok)
	ch <- 4
	i, rv, ok = reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(ch)}})
	fmt.Println(i, rv.Int(), ok)
}
