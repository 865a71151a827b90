# Grow the data partition of vs-dental to the whole of the enlarged disk, then check the database.
$ErrorActionPreference = 'Stop'
$partition = Get-Partition -DriveLetter D
$limit = Get-PartitionSupportedSize -DriveLetter D
Resize-Partition -DriveLetter D -Size $limit.SizeMax
Get-Volume -DriveLetter D | Format-List SizeRemaining, Size
& 'C:\Program Files\DentaFile\dfcheck.exe' --all --log D:\dfcheck.log
