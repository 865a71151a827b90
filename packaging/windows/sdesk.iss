; The installer of Windows, by Inno Setup 6, from dist\sdesk: iscc /DVersion=0.1.0 packaging\windows\sdesk.iss
; For one user, without an administrator. Uninstalling leaves workspaces, settings and copies: it removes what it put there alone.
#ifndef Version
  #error Say which version: /DVersion=0.1.0
#endif

[Setup]
AppId={{6C0B52D4-3C07-4E3B-9B0E-3A5B7E0D8F21}
AppName=sdesk
AppVersion={#Version}
AppPublisher=The sdesk project
PrivilegesRequired=lowest
DefaultDirName={localappdata}\Programs\sdesk
DisableProgramGroupPage=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir=..\..\dist
OutputBaseFilename=sdesk-{#Version}-windows-x64-setup
SetupIconFile=..\icons\sdesk.ico
UninstallDisplayIcon={app}\sdesk-window.exe
Compression=lzma2
SolidCompression=yes
ChangesAssociations=yes
CloseApplications=yes
WizardStyle=modern
LicenseFile=..\..\LICENSE

[InstallDelete]
; An upgrade leaves no file of the version before.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\sdesk\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\sdesk"; Filename: "{app}\sdesk-window.exe"

[Registry]
Root: HKCU; Subkey: "Software\Classes\.sdesk\OpenWithProgids"; ValueType: string; ValueName: "sdesk.workspace"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\.sdesk"; ValueType: string; ValueData: "sdesk.workspace"; Flags: uninsdeletevalue uninsdeletekeyifempty
Root: HKCU; Subkey: "Software\Classes\sdesk.workspace"; ValueType: string; ValueData: "sdesk workspace"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\sdesk.workspace\DefaultIcon"; ValueType: string; ValueData: "{app}\sdesk-window.exe,0"
Root: HKCU; Subkey: "Software\Classes\sdesk.workspace\shell\open\command"; ValueType: string; ValueData: """{app}\sdesk-window.exe"" ""%1"""

[Run]
Filename: "{app}\sdesk-window.exe"; Description: "Open sdesk"; Flags: nowait postinstall skipifsilent
