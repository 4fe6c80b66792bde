//go:build !go1.25

package runtime

func createfing() {
	if !fingCreated {
		fingCreated = true
		startSystem(runfinq)
	}
}

func runfinq() {
	for {
		call16(false)
	}
}

// Cleanups run where finalizers do.
func createCleanups() { createfing() }
