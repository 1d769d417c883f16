#include "han.h"

uint32_t tp_han_simplified(uint32_t cp)
{
    size_t low, end, high;

    if (cp > 0x9FFF)
        return cp;
    low = tp_han_pages[cp >> 8];
    end = high = tp_han_pages[(cp >> 8) + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tp_han_pairs[middle].traditional < cp)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && tp_han_pairs[low].traditional == cp ? tp_han_pairs[low].simplified : cp;
}

uint32_t tp_han_folded(uint32_t cp)
{
    uint32_t once = tp_han_simplified(cp), twice = tp_han_simplified(once);

    return once < twice ? once : twice;
}
