import Crdkafka
import CrdkafkaShim
import Locking
import MessageQueue

/// The owner of one librdkafka handle and of what its callbacks remember.
///
/// `@unchecked Sendable`: librdkafka's calls on a handle are thread safe, and of the callbacks' memory only the wake
/// flag, which is atomic, and the last errors, which have locks, are touched by more than one thread.
final class RDKafkaHandle: @unchecked Sendable {
    let pointer: OpaquePointer
    let client: OpaquePointer
    /// Retained once here for the log callback, released in `deinit` after the handle is gone.
    private let logContext: Unmanaged<LogContext>
    private let sasl: String
    private let isPolledAsConsumer: Bool
    /// librdkafka tells of the same trouble with a connection once in a while only; whoever fails in between has it
    /// from here.
    private let lastTrouble = Lock<String?>(nil)

    private final class LogContext {
        let log: @Sendable (KafkaLogLine) -> Void
        init(log: @escaping @Sendable (KafkaLogLine) -> Void) { self.log = log }
    }

    init(_ role: ClientRole, settings: KafkaSettings) throws(QueueError) {
        let properties = role.properties(settings)
        isPolledAsConsumer = role.pollsAsConsumer
        sasl = properties.last { $0.name == "sasl.mechanism" || $0.name == "sasl.mechanisms" }?.value ?? ""
        let context = Unmanaged.passRetained(LogContext(log: settings.log))
        let client = lt_client_new(
            { context, level, facility, text in
                guard let context, let facility, let text else { return }
                let facilityText = String(cString: facility)
                // Properties are passed to consumers and producers alike; the remark that one does not apply is noise.
                guard facilityText != "CONFWARN" else { return }
                let log = Unmanaged<LogContext>.fromOpaque(context).takeUnretainedValue().log
                log(KafkaLogLine(level: Int(level), facility: facilityText, text: String(cString: text)))
            }, context.toOpaque())
        guard let client else {
            context.release()
            throw QueueError(.other, "out of memory", isFatal: true)
        }
        do {
            let configuration = RDKafkaConfiguration()
            for (name, value) in properties { try configuration.set(name, value) }
            configuration.attach(client, isConsumer: role.isConsumer)
            pointer = try configuration.makeHandle(isConsumer: role.isConsumer)
        } catch {
            lt_client_free(client)
            context.release()
            throw error
        }
        self.client = client
        logContext = context
        if isPolledAsConsumer { rd_kafka_poll_set_consumer(pointer) }
        rd_kafka_set_log_queue(pointer, nil)
    }

    deinit {
        rd_kafka_destroy(pointer)
        lt_client_free(client)
        logContext.release()
    }

    /// What went wrong with the handle as a whole since the last call, such as a refused password.
    func takeError() -> QueueError? {
        var text = [CChar](repeating: 0, count: Int(LT_ERROR_TEXT))
        let code = lt_client_take_error(client, &text)
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        let error = error(code, doing: "client", text: String(cCharacters: text))
        if code != RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN { lastTrouble.withLock { $0 = error.reason } }
        return error
    }

    /// The same error, and what is known of its cause.
    func explained(_ error: QueueError) -> QueueError {
        guard error.code == .unreachable || error.code == .timedOut,
            let trouble = lastTrouble.withLock({ $0 }), !error.reason.contains(trouble)
        else { return error }
        var error = error
        error.reason += "; " + trouble
        return error
    }

    /// A broker has answered: what was wrong before is over.
    func forgetTrouble() { lastTrouble.withLock { $0 = nil } }

    /// Serves logs, errors and delivery reports. Of a handle that its consumer's poll serves it does nothing but wait:
    /// there the same call would meet messages, and end the process.
    func serve(_ wait: Duration = .zero) {
        guard isPolledAsConsumer else {
            rd_kafka_poll(pointer, Int32(wait.milliseconds))
            return
        }
        guard wait > .zero, let queue = rd_kafka_queue_new(pointer) else { return }
        // Nothing is ever put into it.
        _ = rd_kafka_queue_poll(queue, Int32(wait.milliseconds))
        rd_kafka_queue_destroy(queue)
    }

    func error(
        _ code: rd_kafka_resp_err_t, doing call: String, text: String = "", fileID: String = #fileID,
        line: UInt = #line
    ) -> QueueError {
        var error = QueueError(
            rdkafka: code, doing: call, text: text, fileID: fileID, line: line)
        if rd_kafka_fatal_error(pointer, nil, 0) != RD_KAFKA_RESP_ERR_NO_ERROR {
            error.isFatal = true
            error.isRetriable = false
        }
        if error.code == .authenticationFailed, sasl.hasPrefix("SCRAM"), rd_kafka_version() < 0x0206_01ff {
            error.reason +=
                ". librdkafka \(String(cString: rd_kafka_version_str())) cannot log in to Kafka 4 with \(sasl), even if the "
                + "password is right: use librdkafka 2.6.1 or later, or PLAIN over TLS, mutual TLS, or OAUTHBEARER"
        }
        return error
    }

    /// Converts and frees.
    func error(
        taking pointer: OpaquePointer, doing call: String, fileID: String = #fileID, line: UInt = #line
    ) -> QueueError {
        defer { rd_kafka_error_destroy(pointer) }
        var error = error(
            rd_kafka_error_code(pointer), doing: call, text: String(cString: rd_kafka_error_string(pointer)),
            fileID: fileID, line: line)
        error.isRetriable = rd_kafka_error_is_retriable(pointer) != 0
        error.requiresAbort = rd_kafka_error_txn_requires_abort(pointer) != 0
        guard rd_kafka_error_is_fatal(pointer) != 0 else { return error }
        error.isFatal = true
        error.isRetriable = false
        var text = [CChar](repeating: 0, count: 512)
        let cause = rd_kafka_fatal_error(self.pointer, &text, text.count)
        if cause != RD_KAFKA_RESP_ERR_NO_ERROR { error.code = QueueError.Code(cause) }
        return error
    }
}
