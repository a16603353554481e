/// Variables that Kubernetes sets in every pod for each service of the namespace. A service whose name begins with
/// `legtriage` gives them names that look like settings.
enum ServiceLink {
    /// What to do about a variable of this name; nil if it is not named as Kubernetes names them.
    static func hint(_ name: String) -> String? {
        // LEGTRIAGE_KAFKA_SERVICE_HOST, LEGTRIAGE_KAFKA_SERVICE_PORT_WEB, LEGTRIAGE_KAFKA_PORT_9092_TCP_ADDR
        guard name.hasPrefix("LEGTRIAGE_"),
            name.hasSuffix("_SERVICE_HOST") || name.split(separator: "_").contains("PORT")
        else { return nil }
        return "; Kubernetes sets such variables for a service whose name begins with legtriage: set "
            + "'enableServiceLinks: false' in the pod's spec, or name the service otherwise"
    }
}
