namespace SmtpGen.Server.Transport;

/// <summary>A wait was interrupted: somebody else has to say something, or the time is up. Nothing is lost, and waiting again goes on where it ended.</summary>
internal sealed class WaitInterruptedException() : IOException("The wait was interrupted.");
