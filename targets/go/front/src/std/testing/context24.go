//go:build go1.24

package testing

import "context"

type tbLater interface {
	Context() context.Context
}

type later struct {
	ctx        context.Context
	cancel     context.CancelFunc
	isSynctest bool
	inCleanup  bool
}

const hasContext = true

func (c *common) start() {
	c.ctx, c.cancel = context.WithCancel(context.Background())
}

// Context is canceled just before functions registered with Cleanup are called.
func (c *common) Context() context.Context { return c.ctx }

func (c *common) cleaning(on bool) {
	c.inCleanup = on
	if on && c.cancel != nil {
		c.cancel()
	}
}

func (c *common) refuseCleaning(method string) {
	if c.inCleanup {
		panic("testing: " + method + " called during t.Cleanup")
	}
}

// Loop has a benchmark run its loop once.
func (b *B) Loop() bool {
	b.N++
	return b.N == 2
}
