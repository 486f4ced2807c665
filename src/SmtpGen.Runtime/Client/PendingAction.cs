namespace SmtpGen.Runtime.Client;

/// <summary>Something that was written and is not answered yet.</summary>
/// <param name="Action">The action.</param>
/// <param name="Command">The line as a transcript may show it.</param>
/// <param name="Chunk">Which chunk of a body it is.</param>
/// <param name="IsBody">Whether it is a body.</param>
/// <param name="Tag">The client's mark for it; empty where there are none.</param>
internal readonly record struct PendingAction(int Action, string Command, ChunkPlace Chunk, bool IsBody, string Tag);
