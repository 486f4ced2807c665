namespace SmtpGen.Runtime;

/// <summary>A reply that may be sent while nothing is asked.</summary>
/// <param name="Reply">The reply.</param>
/// <param name="States">The states in which it may be sent.</param>
public sealed record ServerPush(int Reply, int[] States);
