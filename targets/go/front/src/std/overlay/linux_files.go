package PACKAGE

import "unsafe"

// What is done with files: opening, reading, writing, listing, renaming.

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
