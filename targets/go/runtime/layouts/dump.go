// Prints the layouts of the runtime's structures that a Go binary's DWARF has, as tab-separated values:
// structure, size in bytes, field, offset, width in bytes, type.
package main

import (
	"bufio"
	"debug/dwarf"
	"debug/elf"
	"fmt"
	"os"
	"sort"
	"strings"
)

// The structures that are wanted, by the names they have in any version.
var wanted = map[string]bool{}

func init() {
	for _, name := range strings.Fields(`
		runtime.hmap runtime.bmap runtime.mapextra runtime.hiter runtime.linknameIter
		internal/runtime/maps.Map internal/runtime/maps.table internal/runtime/maps.Iter internal/runtime/maps.groupReference
		internal/runtime/maps.groupsReference
		runtime.hchan runtime.waitq runtime.sudog runtime.scase runtime.g runtime.m runtime.p runtime.gobuf runtime._panic runtime._defer
		runtime.stack runtime.mutex runtime.timer runtime.timers runtime.timeTimer runtime.notifyList runtime.semaRoot
		runtime.mspan runtime.mSpanList runtime.mcache runtime.mcentral runtime.spanInlineMarkBits runtime.gcBits
		runtime.special runtime.specialfinalizer runtime.specialCleanup runtime.specialWeakHandle runtime.synctestGroup runtime.synctestBubble
		runtime.slice runtime.stringStruct runtime.eface runtime.iface runtime.itab internal/abi.ITab
		runtime._type internal/abi.Type runtime.maptype internal/abi.MapType internal/abi.OldMapType internal/abi.SwissMapType
		internal/abi.ChanType internal/abi.SliceType internal/abi.FuncType internal/abi.InterfaceType internal/abi.UncommonType
		sync.Mutex internal/sync.Mutex sync.RWMutex sync.WaitGroup sync.Once sync.Cond sync.notifyList sync.Pool sync.Map sync.poolLocal
		time.Timer time.runtimeTimer runtime.maybeTraceablePtr runtime.maybeTraceableChan`) {
		wanted[name] = true
	}
}

func generic(name string) bool {
	for _, prefix := range []string{"internal/sync.HashTrieMap[", "internal/sync.node[", "internal/sync.indirect[", "internal/sync.entry["} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

func main() {
	file, err := elf.Open(os.Args[1])
	if err != nil {
		fail(err)
	}
	data, err := file.DWARF()
	if err != nil {
		fail(err)
	}
	found := map[string]*dwarf.StructType{}
	reader := data.Reader()
	for {
		entry, err := reader.Next()
		if err != nil {
			fail(err)
		}
		if entry == nil {
			break
		}
		if entry.Tag != dwarf.TagStructType {
			continue
		}
		name, _ := entry.Val(dwarf.AttrName).(string)
		if !wanted[name] && !generic(name) {
			continue
		}
		typ, err := data.Type(entry.Offset)
		if err != nil {
			fail(err)
		}
		if s, ok := typ.(*dwarf.StructType); ok && !s.Incomplete {
			found[name] = s
		}
	}
	names := make([]string, 0, len(found))
	for name := range found {
		names = append(names, name)
	}
	sort.Strings(names)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	fmt.Fprintln(out, "structure\tsize\tfield\toffset\twidth\ttype")
	for _, name := range names {
		fields(out, name, found[name].ByteSize, "", 0, found[name])
	}
}

// fields prints the fields of a structure, and behind each that is itself one its own fields, by a dotted name.
func fields(out *bufio.Writer, name string, size int64, prefix string, base int64, s *dwarf.StructType) {
	for _, field := range s.Field {
		width := field.Type.Size()
		fmt.Fprintf(out, "%s\t%d\t%s\t%d\t%d\t%s\n", name, size, prefix+field.Name, base+field.ByteOffset, width, field.Type)
		inner := field.Type
		for {
			if t, ok := inner.(*dwarf.TypedefType); ok {
				inner = t.Type
				continue
			}
			break
		}
		if nested, ok := inner.(*dwarf.StructType); ok && len(nested.Field) > 0 && len(nested.Field) <= 12 {
			fields(out, name, size, prefix+field.Name+".", base+field.ByteOffset, nested)
		}
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "dump:", err)
	os.Exit(1)
}
