package PACKAGE

import "unsafe"

// What there is in the system: files, folders, links, pipes, by their paths.

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
