namespace SmtpGen.Benchmarks.Peers;

/// <summary>What one round told of one receiver.</summary>
internal sealed class Sample : Dictionary<Figure, double>;
