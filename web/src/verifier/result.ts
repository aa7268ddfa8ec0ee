// What can happen is returned, as in the C++ (src/base/result.h). `type` is a stable name.
export interface VerifyError {
    type: string;
    message: string;
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: VerifyError };

export function ok<T>(value: T): Result<T> {
    return { ok: true, value };
}

export function err(type: string, message: string): { ok: false; error: VerifyError } {
    return { ok: false, error: { type, message } };
}
