package main

import (
	"fmt"
	"reflect"
)

type In interface{ M(int) string }

type T struct {
	A int               `json:"a,omitempty"`
	B string            `x:"y"`
	c []byte
	M map[string]float64
	P *T
}

func (t T) Hello(n int) string { return "hi" }
func (t *T) Ptr()              {}

func main() {
	t := T{A: 1, B: "b", c: []byte("xyz"), M: map[string]float64{"p": 1.5, "q": 2}}
	rt := reflect.TypeOf(t)
	fmt.Println(rt.String(), rt.Name(), rt.Kind().String(), rt.NumField(), rt.Size(), rt.PkgPath())
	for i := 0; i < rt.NumField(); i++ {
		f := rt.Field(i)
		fmt.Println(f.Name, f.Type.String(), string(f.Tag), f.Offset, f.PkgPath, f.Tag.Get("json"))
	}
	v := reflect.ValueOf(&t).Elem()
	v.Field(0).SetInt(42)
	v.FieldByName("B").SetString("changed")
	fmt.Println(t.A, t.B)
	sum := 0.0
	for _, k := range v.Field(3).MapKeys() {
		sum += v.Field(3).MapIndex(k).Float()
	}
	fmt.Println("keys", v.Field(3).Len(), sum)
	v.Field(3).SetMapIndex(reflect.ValueOf("z"), reflect.ValueOf(9.0))
	fmt.Println(len(t.M), t.M["z"])
	fmt.Println(rt.NumMethod(), reflect.TypeOf(&t).NumMethod())
	for i := 0; i < reflect.TypeOf(&t).NumMethod(); i++ {
		fmt.Println(reflect.TypeOf(&t).Method(i).Name, reflect.TypeOf(&t).Method(i).Type.String())
	}
	fmt.Println(reflect.DeepEqual(map[string][]int{"a": {1}}, map[string][]int{"a": {1}}), reflect.DeepEqual(t, T{}))
	s := reflect.MakeSlice(reflect.TypeOf([]int{}), 0, 2)
	s = reflect.Append(s, reflect.ValueOf(7), reflect.ValueOf(8), reflect.ValueOf(9))
	fmt.Println(s.Interface().([]int), s.Len())
	fmt.Println(reflect.SliceOf(reflect.TypeOf(1)) == reflect.TypeOf([]int{}), reflect.PointerTo(rt) == reflect.TypeOf(&t))
	n := reflect.New(rt)
	n.Elem().Field(0).SetInt(5)
	fmt.Println(n.Interface().(*T).A)
	ch := reflect.MakeChan(reflect.TypeOf(make(chan int)), 1)
	ch.Send(reflect.ValueOf(3))
	x, ok := ch.Recv()
	fmt.Println(x.Int(), ok)
	it := v.Field(3).MapRange()
	c := 0
	for it.Next() {
		c += int(it.Value().Float())
	}
	fmt.Println(c)
	var in In
	fmt.Println(reflect.TypeOf(&in).Elem().NumMethod(), reflect.TypeOf(&in).Elem().Method(0).Name)
	fmt.Println(rt.Implements(reflect.TypeOf(&in).Elem()))
	fmt.Println(reflect.TypeOf(main).String(), reflect.TypeOf((func(int, ...string) error)(nil)).IsVariadic())
}
