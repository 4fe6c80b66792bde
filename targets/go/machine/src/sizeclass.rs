//! Go's allocation size classes (runtime/sizeclasses.go; the same from Go 1.19 to 1.27).

/// Bytes of an object of each class; class 0 is for large objects.
pub(super) const CLASS_TO_SIZE: [u32; 68] = [
    0, 8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320,
    352, 384, 416, 448, 480, 512, 576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792,
    2048, 2304, 2688, 3072, 3200, 3456, 4096, 4864, 5376, 6144, 6528, 6784, 6912, 8192, 9472, 9728,
    10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672,
    32768,
];

/// Pages of a span of each class.
pub(super) const CLASS_TO_PAGES: [u8; 68] = [
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 2, 1, 2, 1, 2, 1, 3, 2, 3, 1, 3, 2, 3, 4, 5, 6, 1, 7, 6, 5, 4, 3, 5, 7, 2, 9, 7, 5, 8,
    3, 10, 7, 4,
];

/// Bytes of a page of Go's allocator.
pub(super) const PAGE_SIZE: u64 = 8192;
/// Larger objects have a span of their own.
pub(super) const MAX_SMALL_SIZE: u64 = 32768;
/// Pointerful objects above this size carry a malloc header (since 1.22).
pub(super) const MIN_SIZE_FOR_HEADER: u64 = 512;
/// runtime/malloc.go `maxAlloc`: the size of the address space, and so of the largest allocation.
pub const MAX_ALLOC: u64 = 1 << 48;

/// The smallest class whose objects hold `size` bytes, 1 to 67.
pub(super) fn size_class(size: u64) -> usize {
    CLASS_TO_SIZE[1..].partition_point(|&class| u64::from(class) < size) + 1
}

/// The bytes that an allocation of `size` really takes; `headers` says whether this version has malloc headers.
pub fn roundupsize(size: u64, noscan: bool, headers: bool) -> u64 {
    let header = if headers && !noscan && size > MIN_SIZE_FOR_HEADER {
        8
    } else {
        0
    };
    let wanted = size.saturating_add(header);
    if wanted <= MAX_SMALL_SIZE - if headers { 8 - header } else { 0 } {
        return u64::from(CLASS_TO_SIZE[size_class(wanted.max(1))]) - header;
    }
    size.checked_next_multiple_of(PAGE_SIZE).unwrap_or(size)
}
