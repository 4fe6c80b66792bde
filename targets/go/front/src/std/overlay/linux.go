package PACKAGE

import "unsafe"

// A system of this program's own: files in memory, pipes without waiting, no other process, no network. What it does not know
// is ENOSYS. Numbers and structures are those of Linux on amd64.

const (
	eNOENT    = 2
	eBADF     = 9
	eAGAIN    = 11
	eEXIST    = 17
	eNOTDIR   = 20
	eISDIR    = 21
	eINVAL    = 22
	eSPIPE    = 29
	ePIPE     = 32
	eNOSYS    = 38
	eNOTEMPTY = 39
	eLOOP     = 40
)

const (
	typeMask = 0o170000
	typeDir  = 0o040000
	typeFile = 0o100000
	typeLink = 0o120000
	typePipe = 0o010000
	typeChar = 0o020000
)

const (
	openWrite     = 1
	openReadWrite = 2
	openCreate    = 0o100
	openExclusive = 0o200
	openTruncate  = 0o1000
	openAppend    = 0o2000
	openDirectory = 0o200000
	openNoFollow  = 0o400000
)

type inode struct {
	number  uint64
	mode    uint32
	data    []byte
	names   []string
	entries []*inode
	parent  *inode
	written int64
}

type open struct {
	node   *inode
	flags  uintptr
	offset int64
	// Where the listing of a folder has come to.
	listed int
}

type failure uintptr

var (
	nodes   uint64
	root    *inode
	current *inode
	files   []*open
	random  uint64
)

//go:linkname runtime_write os.write
func runtime_write(fd int, p []byte)

//go:linkname runtime_rand runtime.fastrand64
func runtime_rand() uint64

//go:linkname runtime_nanotime runtime.nanotime
func runtime_nanotime() int64

// The system as it is found: /tmp, a home, and three open files.
func start() {
	root = newNode(typeDir | 0o755)
	root.parent = root
	for _, name := range []string{"tmp", "dev", "etc", "root", "work"} {
		root.add(name, newNode(typeDir|0o755))
	}
	current = root.child("work")
	root.child("dev").add("null", newNode(typeChar|0o666))
	for flags := uintptr(0); flags < 3; flags++ {
		files = append(files, &open{node: newNode(typeChar | 0o600), flags: openReadWrite})
	}
}

func newNode(mode uint32) *inode {
	nodes++
	return &inode{number: nodes, mode: mode, written: runtime_nanotime()}
}

func (n *inode) is(kind uint32) bool { return n.mode&typeMask == kind }

func (n *inode) child(name string) *inode {
	for i, known := range n.names {
		if known == name {
			return n.entries[i]
		}
	}
	return nil
}

func (n *inode) add(name string, entry *inode) {
	n.names = append(n.names, name)
	n.entries = append(n.entries, entry)
	n.written = runtime_nanotime()
	if entry.is(typeDir) {
		entry.parent = n
	}
}

func (n *inode) remove(name string) {
	for i, known := range n.names {
		if known == name {
			n.names = append(n.names[:i:i], n.names[i+1:]...)
			n.entries = append(n.entries[:i:i], n.entries[i+1:]...)
			n.written = runtime_nanotime()
			return
		}
	}
}

func text(p uintptr) string {
	n := 0
	for *(*byte)(unsafe.Pointer(p + uintptr(n))) != 0 {
		n++
	}
	return string(bytes(p, uintptr(n)))
}

func bytes(p, n uintptr) []byte {
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(p)), n)
}

// The folder a path's last name is in, that name, and what it is, if anything. A link at the end is followed if asked for.
func find(at uintptr, path string, follow bool) (folder *inode, name string, node *inode, err failure) {
	folder = current
	if int32(at) >= 0 {
		file, bad := opened(at)
		if bad != 0 {
			return nil, "", nil, bad
		}
		folder = file.node
	}
	return walk(folder, path, follow, 0)
}

func walk(folder *inode, path string, follow bool, links int) (*inode, string, *inode, failure) {
	if path == "" {
		return nil, "", nil, eNOENT
	}
	if links > 40 {
		return nil, "", nil, eLOOP
	}
	if path[0] == '/' {
		folder = root
	}
	node, name, from := folder, ".", 0
	for from < len(path) {
		to := from
		for to < len(path) && path[to] != '/' {
			to++
		}
		part := path[from:to]
		from = to + 1
		if part == "" {
			continue
		}
		if node == nil {
			return nil, "", nil, eNOENT
		}
		if !node.is(typeDir) {
			return nil, "", nil, eNOTDIR
		}
		last := true
		for _, c := range []byte(path[min(from, len(path)):]) {
			last = last && c == '/'
		}
		folder, name = node, part
		switch part {
		case ".":
		case "..":
			node = folder.parent
		default:
			node = folder.child(part)
		}
		if node != nil && node.is(typeLink) && (!last || follow) {
			var err failure
			folder, name, node, err = walk(folder, string(node.data), true, links+1)
			if err != 0 {
				return nil, "", nil, err
			}
		}
	}
	return folder, name, node, 0
}

func opened(fd uintptr) (*open, failure) {
	if fd >= uintptr(len(files)) || files[fd] == nil {
		return nil, eBADF
	}
	return files[fd], 0
}

func place(file *open) uintptr {
	for fd, other := range files {
		if other == nil {
			files[fd] = file
			return uintptr(fd)
		}
	}
	files = append(files, file)
	return uintptr(len(files) - 1)
}

func openFile(at, path, flags, mode uintptr) (uintptr, failure) {
	folder, name, node, err := find(at, text(path), flags&openNoFollow == 0)
	switch {
	case err != 0:
		return 0, err
	case node != nil && flags&openCreate != 0 && flags&openExclusive != 0:
		return 0, eEXIST
	case node == nil && flags&openCreate == 0:
		return 0, eNOENT
	case node == nil:
		node = newNode(typeFile | uint32(mode)&0o777&^0o022)
		folder.add(name, node)
	case node.is(typeLink):
		return 0, eLOOP
	case flags&openDirectory != 0 && !node.is(typeDir):
		return 0, eNOTDIR
	case node.is(typeDir) && flags&(openWrite|openReadWrite) != 0:
		return 0, eISDIR
	}
	if flags&openTruncate != 0 && node.is(typeFile) {
		node.data = nil
		node.written = runtime_nanotime()
	}
	return place(&open{node: node, flags: flags}), 0
}

func read(file *open, p, n uintptr, at int64) (uintptr, failure) {
	switch {
	case file.flags&3 == openWrite:
		return 0, eBADF
	case file.node.is(typeDir):
		return 0, eISDIR
	case file.node.is(typeChar):
		return 0, 0
	case file.node.is(typePipe):
		if len(file.node.data) == 0 {
			return 0, eAGAIN
		}
		got := copy(bytes(p, n), file.node.data)
		file.node.data = file.node.data[got:]
		return uintptr(got), 0
	case at >= int64(len(file.node.data)):
		return 0, 0
	}
	return uintptr(copy(bytes(p, n), file.node.data[at:])), 0
}

func write(fd uintptr, file *open, p, n uintptr, at int64) (uintptr, failure) {
	if file.flags&3 == 0 {
		return 0, eBADF
	}
	from := bytes(p, n)
	switch node := file.node; {
	case node.is(typeChar):
		if fd == 1 || fd == 2 {
			runtime_write(int(fd), from)
		}
	case node.is(typePipe):
		node.data = append(node.data, from...)
	default:
		if end := at + int64(n); end > int64(len(node.data)) {
			node.data = append(node.data, make([]byte, end-int64(len(node.data)))...)
		}
		copy(node.data[at:], from)
		node.written = runtime_nanotime()
	}
	return n, 0
}

func stat(node *inode, p uintptr) {
	out := bytes(p, 144)
	for i := range out {
		out[i] = 0
	}
	put := func(at uintptr, value uint64) { *(*uint64)(unsafe.Pointer(p + at)) = value }
	put(0, 1)
	put(8, node.number)
	put(16, 1)
	*(*uint32)(unsafe.Pointer(p + 24)) = node.mode
	put(48, uint64(len(node.data)))
	put(56, 4096)
	put(64, uint64(len(node.data)+511)/512)
	for at := uintptr(72); at <= 104; at += 16 {
		put(at, uint64(node.written/1e9))
		put(at+8, uint64(node.written%1e9))
	}
}

func list(file *open, p, n uintptr) (uintptr, failure) {
	if !file.node.is(typeDir) {
		return 0, eNOTDIR
	}
	used := uintptr(0)
	for file.listed < len(file.node.names) {
		name, entry := file.node.names[file.listed], file.node.entries[file.listed]
		size := (19 + uintptr(len(name)) + 1 + 7) &^ 7
		if used+size > n {
			if used == 0 {
				return 0, eINVAL
			}
			break
		}
		file.listed++
		out := bytes(p+used, size)
		for i := range out {
			out[i] = 0
		}
		*(*uint64)(unsafe.Pointer(p + used)) = entry.number
		*(*uint64)(unsafe.Pointer(p + used + 8)) = uint64(file.listed)
		*(*uint16)(unsafe.Pointer(p + used + 16)) = uint16(size)
		out[18] = byte(entry.mode >> 12)
		copy(out[19:], name)
		used += size
	}
	return used, 0
}

func unlink(at, path, flags uintptr) failure {
	folder, name, node, err := find(at, text(path), false)
	dir := flags&0x200 != 0
	switch {
	case err != 0:
		return err
	case node == nil:
		return eNOENT
	case dir && !node.is(typeDir):
		return eNOTDIR
	case !dir && node.is(typeDir):
		return eISDIR
	case dir && len(node.names) > 0:
		return eNOTEMPTY
	}
	folder.remove(name)
	return 0
}

func rename(fromAt, from, toAt, to uintptr) failure {
	folder, name, node, err := find(fromAt, text(from), false)
	if err != 0 {
		return err
	}
	if node == nil {
		return eNOENT
	}
	other, newName, old, err := find(toAt, text(to), false)
	switch {
	case err != 0:
		return err
	case old == node:
		return 0
	case old != nil && old.is(typeDir) && !node.is(typeDir):
		return eISDIR
	case old != nil && node.is(typeDir) && !old.is(typeDir):
		return eNOTDIR
	case old != nil && len(old.names) > 0:
		return eNOTEMPTY
	}
	for up := other; node.is(typeDir); up = up.parent {
		if up == node {
			return eINVAL
		}
		if up == root {
			break
		}
	}
	folder.remove(name)
	other.remove(newName)
	other.add(newName, node)
	return 0
}

// The path of a folder from the root.
func pathOf(node *inode) string {
	path := ""
	for node != root {
		up := node.parent
		for i, entry := range up.entries {
			if entry == node {
				path = "/" + up.names[i] + path
			}
		}
		node = up
	}
	if path == "" {
		return "/"
	}
	return path
}

func tearpoint_Syscall6(num, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2, errno uintptr) {
	if root == nil {
		start()
	}
	result, err := call(num, a1, a2, a3, a4, a5)
	if err != 0 {
		return ^uintptr(0), 0, uintptr(err)
	}
	return result, 0, 0
}

const here = ^uintptr(99)

func call(num, a1, a2, a3, a4, a5 uintptr) (uintptr, failure) {
	switch num {
	case 0, 1, 3, 5, 8, 17, 18, 74, 75, 77, 81, 91, 217:
		file, err := opened(a1)
		if err != 0 {
			return 0, err
		}
		return onFile(num, file, a1, a2, a3, a4)
	case 2:
		return openFile(here, a1, a2, a3)
	case 4, 6:
		return status(here, a1, a2, num == 4)
	case 39:
		return 1000, 0
	case 110:
		return 1, 0
	case 63, 102, 104, 107, 108:
		return 0, 0
	case 72:
		file, err := opened(a1)
		if err != 0 {
			return 0, err
		}
		if a2 == 3 {
			return file.flags, 0
		}
		return 0, 0
	case 79:
		path := pathOf(current)
		if uintptr(len(path)) >= a2 {
			return 0, 34
		}
		out := bytes(a1, uintptr(len(path))+1)
		out[copy(out, path)] = 0
		return uintptr(len(out)), 0
	case 80:
		_, _, node, err := find(here, text(a1), true)
		if err == 0 && node == nil {
			err = eNOENT
		}
		if err == 0 && !node.is(typeDir) {
			err = eNOTDIR
		}
		if err == 0 {
			current = node
		}
		return 0, err
	case 257:
		return openFile(a1, a2, a3, a4)
	case 258:
		folder, name, node, err := find(a1, text(a2), false)
		if err == 0 && node != nil {
			err = eEXIST
		}
		if err == 0 {
			folder.add(name, newNode(typeDir|uint32(a3)&0o777&^0o022))
		}
		return 0, err
	case 262:
		return status(a1, a2, a3, a4&0x100 == 0)
	case 263:
		return 0, unlink(a1, a2, a3)
	case 264:
		return 0, rename(a1, a2, a3, a4)
	case 316:
		return 0, rename(a1, a2, a3, a4)
	case 265:
		_, _, node, err := find(a1, text(a2), false)
		if err == 0 && node == nil {
			err = eNOENT
		}
		return 0, linkTo(a3, a4, node, err)
	case 266:
		target := newNode(typeLink | 0o777)
		target.data = []byte(text(a1))
		return 0, linkTo(a2, a3, target, 0)
	case 267:
		_, _, node, err := find(a1, text(a2), false)
		switch {
		case err != 0:
			return 0, err
		case node == nil:
			return 0, eNOENT
		case !node.is(typeLink):
			return 0, eINVAL
		}
		return uintptr(copy(bytes(a3, a4), node.data)), 0
	case 268, 269, 280, 439, 452:
		return onNode(num, a1, a2, a3)
	case 293:
		pipe := newNode(typePipe | 0o600)
		ends := (*[2]int32)(unsafe.Pointer(a1))
		ends[0] = int32(place(&open{node: pipe}))
		ends[1] = int32(place(&open{node: pipe, flags: openWrite}))
		return 0, 0
	case 318:
		for i := range bytes(a1, a2) {
			if i%8 == 0 {
				random = runtime_rand()
			}
			bytes(a1, a2)[i] = byte(random >> (i % 8 * 8))
		}
		return a2, 0
	}
	return 0, eNOSYS
}

func onFile(num uintptr, file *open, fd, a2, a3, a4 uintptr) (uintptr, failure) {
	node := file.node
	switch num {
	case 0:
		n, err := read(file, a2, a3, file.offset)
		file.offset += int64(n)
		return n, err
	case 1:
		if file.flags&openAppend != 0 {
			file.offset = int64(len(node.data))
		}
		n, err := write(fd, file, a2, a3, file.offset)
		file.offset += int64(n)
		return n, err
	case 3:
		files[fd] = nil
	case 5:
		stat(node, a2)
	case 8:
		if node.is(typePipe) {
			return 0, eSPIPE
		}
		from := int64(0)
		switch a3 {
		case 1:
			from = file.offset
		case 2:
			from = int64(len(node.data))
		}
		if from+int64(a2) < 0 {
			return 0, eINVAL
		}
		file.offset = from + int64(a2)
		if file.offset == 0 {
			file.listed = 0
		}
		return uintptr(file.offset), 0
	case 17:
		return read(file, a2, a3, int64(a4))
	case 18:
		return write(fd, file, a2, a3, int64(a4))
	case 77:
		return 0, truncate(node, int64(a2))
	case 81:
		if !node.is(typeDir) {
			return 0, eNOTDIR
		}
		current = node
	case 91:
		node.mode = node.mode&typeMask | uint32(a2)&0o7777
	case 217:
		return list(file, a2, a3)
	}
	return 0, 0
}

func truncate(node *inode, size int64) failure {
	switch {
	case size < 0 || !node.is(typeFile):
		return eINVAL
	case size <= int64(len(node.data)):
		node.data = node.data[:size:size]
	default:
		node.data = append(node.data, make([]byte, size-int64(len(node.data)))...)
	}
	node.written = runtime_nanotime()
	return 0
}

func status(at, path, out uintptr, follow bool) (uintptr, failure) {
	_, _, node, err := find(at, text(path), follow)
	if err == 0 && node == nil {
		err = eNOENT
	}
	if err == 0 {
		stat(node, out)
	}
	return 0, err
}

func linkTo(at, path uintptr, node *inode, err failure) failure {
	if err != 0 {
		return err
	}
	folder, name, old, err := find(at, text(path), false)
	if err == 0 && old != nil {
		err = eEXIST
	}
	if err == 0 {
		folder.add(name, node)
	}
	return err
}

// chmod, access, utimes.
func onNode(num, at, path, mode uintptr) (uintptr, failure) {
	if path == 0 {
		return 0, 0
	}
	_, _, node, err := find(at, text(path), true)
	if err == 0 && node == nil {
		err = eNOENT
	}
	if err == 0 && (num == 268 || num == 452) {
		node.mode = node.mode&typeMask | uint32(mode)&0o7777
	}
	return 0, err
}
