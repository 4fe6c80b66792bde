package PACKAGE

import "unsafe"

// A system of this program's own: files in memory, pipes without waiting, no other process, no network. What it does not know
// is ENOSYS. Numbers and structures are those of Linux on amd64.

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
