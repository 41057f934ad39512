"""Under which name does a student appear where nobody is to be recognised?"""

import base64
import hashlib
import hmac

LENGTH = 10


def pseudonym(key: bytes, student: str) -> str:
    """Ten letters and digits for a student, which only who holds the key can find again.

    Not a plain hash: keys of students are few enough to try them all.
    """
    digest = hmac.digest(key, student.encode("utf-8", "surrogatepass"), hashlib.sha256)
    return base64.b32encode(digest).decode("ascii").lower()[:LENGTH]
