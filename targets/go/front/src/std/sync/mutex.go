package sync

// Provided by the runtime.
func fatal(text string)
func throw(text string)
func runtime_Semacquire(addr *uint32)
func runtime_SemacquireRWMutexR(addr *uint32)
func runtime_SemacquireRWMutex(addr *uint32)
func runtime_Semrelease(addr *uint32, handoff bool)

func runtime_randn(n uint32) uint32

type Locker interface {
	Lock()
	Unlock()
}

type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}
