import Digests
import Testing

/// Expected values from FIPS 180-4, RFC 4231, RFC 4648 and an independent implementation of RFC 7693.
@Suite struct DigestsTests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func hashesWithSHA256(message: String, digest: String) {
        #expect(Hexadecimal.encode(SHA256.hash(Array(message.utf8))) == digest)
    }

    @Test func hashesInPartsAsAtOnce() {
        var hash = SHA256()
        hash.update(Array("a".utf8))
        #expect(hash.finalize() == SHA256.hash(Array("a".utf8)))
        hash.update(Array("bc".utf8))
        #expect(hash.finalize() == SHA256.hash(Array("abc".utf8)))
    }

    @Test func authenticatesWithHMAC() {
        let key = [UInt8](repeating: 0x0B, count: 20)
        let code = HMACSHA256.authenticate(Array("Hi There".utf8), key: key)
        #expect(Hexadecimal.encode(code) == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        #expect(HMACSHA256.isValid(code, for: Array("Hi There".utf8), key: key))
        #expect(!HMACSHA256.isValid(code, for: Array("Hi there".utf8), key: key))
        let longKey = [UInt8](repeating: 0xAA, count: 131)
        let message = "Test Using Larger Than Block-Size Key - Hash Key First"
        #expect(
            Hexadecimal.encode(HMACSHA256.authenticate(Array(message.utf8), key: longKey))
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test(arguments: [("", "cae66941d9efbd404e4d88758ea67670"), ("abc", "cf4ab791c62b8d2b2109c90275287816")])
    func hashesWithBLAKE2b(message: String, digest: String) {
        var hash = BLAKE2b128()
        for _ in 0..<2 {
            for byte in message.utf8 {
                withUnsafeBytes(of: byte) { hash.update($0) }
            }
            #expect(Hexadecimal.encode(hash.finalizeBytes()) == digest)
        }
    }

    @Test func comparesSecrets() {
        #expect(ConstantTime.equal([1, 2, 3], [1, 2, 3]))
        #expect(!ConstantTime.equal([1, 2, 3], [1, 2, 4]))
        #expect(!ConstantTime.equal([1, 2, 3], [1, 2]))
        #expect(ConstantTime.equal([], []))
    }

    @Test func drawsBytesThatDiffer() {
        #expect(RandomBytes.generate(0).isEmpty)
        #expect(RandomBytes.generate(32).count == 32)
        #expect(RandomBytes.generate(32) != RandomBytes.generate(32))
    }

    @Test func writesAndReadsHexadecimal() {
        let all = (0...255).map { UInt8($0) }
        #expect(Hexadecimal.decode(Hexadecimal.encode(all)) == all)
        #expect(Hexadecimal.decode("0aFF") == [10, 255])
        for wrong in ["0", "0g", "0x", " 0"] {
            #expect(Hexadecimal.decode(wrong) == nil)
        }
    }

    @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
    func writesAndReadsBase64(text: String, base64: String) {
        #expect(Base64.encode(Array(text.utf8)) == base64)
        #expect(Base64.decode(base64) == Array(text.utf8))
        #expect(Base64.decode(base64.filter { $0 != "=" }) == Array(text.utf8))
    }

    @Test func readsBothAlphabetsAndNothingElse() {
        #expect(Base64.decode("-_8=") == [0xFB, 0xFF])
        #expect(Base64.decode("+/8=") == [0xFB, 0xFF])
        for wrong in ["Zg=", "Z", "Zm9v!", "Zm 9v", "Zg==Zg=="] {
            #expect(Base64.decode(wrong) == nil)
        }
    }
}
