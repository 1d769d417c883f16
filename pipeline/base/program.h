/* program.h - which program this is, more exactly than its version says: a checksum of its sources
 * and resources, made by the build. */
#ifndef TP_BASE_PROGRAM_H
#define TP_BASE_PROGRAM_H

extern const char tp_program_id[];

#endif
