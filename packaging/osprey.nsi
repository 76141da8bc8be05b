; Installer for Windows: the folder that freeze.py has made, start menu, file type, and removal.
;
;   makensis -DVERSION=0.1.0 -DSOURCE=dist\osprey -DICON=build\frozen\icons\osprey.ico ^
;            -DOUT=dist\osprey-mission-planner-0.1.0-setup.exe packaging\osprey.nsi
;
; For one user: it asks for no administrator. A program that is open is not replaced under its user.

Unicode true
Target amd64-unicode
!include "MUI2.nsh"
!include "FileFunc.nsh"

!ifndef VERSION | SOURCE | OUT
  !error "give -DVERSION, -DSOURCE and -DOUT"
!endif

!define TITLE "Osprey Mission Planner"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\OspreyMissionPlanner"
!define CLASSES "Software\Classes"
!define PACKED "Osprey.Packed"

Name "${TITLE}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Osprey Mission Planner"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
SetCompressor /SOLID lzma
BrandingText "${TITLE} ${VERSION}"

!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_LICENSE "${SOURCE}\licences\GPL-3.txt"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString OPEN ${LANG_ENGLISH} "${TITLE} is open. Close it, then start this again."
LangString OPEN ${LANG_SIMPCHINESE} "${TITLE} 正在运行。请先关闭它，再重新开始。"
LangString KIND ${LANG_ENGLISH} "Osprey project, packed"
LangString KIND ${LANG_SIMPCHINESE} "Osprey 打包项目"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=${LANG_ENGLISH} "ProductName" "${TITLE}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "FileDescription" "${TITLE}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "LegalCopyright" "GPL-3.0-or-later"

; Windows lets nobody write to a program that runs: that tells whether one does.
!macro STOP_WHERE_OPEN FILE
  IfFileExists "${FILE}" 0 +7
  ClearErrors
  FileOpen $0 "${FILE}" a
  IfErrors 0 +3
  MessageBox MB_OK|MB_ICONEXCLAMATION "$(OPEN)" /SD IDOK
  Abort "$(OPEN)"
  FileClose $0
!macroend

Section "install"
  !insertmacro STOP_WHERE_OPEN "$INSTDIR\Osprey.exe"
  !insertmacro STOP_WHERE_OPEN "$INSTDIR\missionplanner.exe"
  ; Nothing of an older version stays: a library of it would be found first.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortCut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\Osprey.exe"
  WriteRegStr HKCU "${CLASSES}\.mpack" "" "${PACKED}"
  WriteRegStr HKCU "${CLASSES}\${PACKED}" "" "$(KIND)"
  WriteRegStr HKCU "${CLASSES}\${PACKED}\DefaultIcon" "" "$INSTDIR\Osprey.exe,0"
  WriteRegStr HKCU "${CLASSES}\${PACKED}\shell\open\command" "" '"$INSTDIR\Osprey.exe" "%1"'
  ; A project is a folder: it gets a word in the folder's own menu.
  WriteRegStr HKCU "${CLASSES}\Directory\shell\Osprey" "" "${TITLE}"
  WriteRegStr HKCU "${CLASSES}\Directory\shell\Osprey" "Icon" "$INSTDIR\Osprey.exe,0"
  WriteRegStr HKCU "${CLASSES}\Directory\shell\Osprey" "AppliesTo" "System.FileName:~>.mplan"
  WriteRegStr HKCU "${CLASSES}\Directory\shell\Osprey\command" "" '"$INSTDIR\Osprey.exe" "%1"'

  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegStr HKCU "${KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\Osprey.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

; Projects, settings and what was received are the user's: they stay.
Section "Uninstall"
  !insertmacro STOP_WHERE_OPEN "$INSTDIR\Osprey.exe"
  !insertmacro STOP_WHERE_OPEN "$INSTDIR\missionplanner.exe"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\Osprey.exe"
  Delete "$INSTDIR\missionplanner.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  DeleteRegKey HKCU "${CLASSES}\${PACKED}"
  DeleteRegKey HKCU "${CLASSES}\.mpack"
  DeleteRegKey HKCU "${CLASSES}\Directory\shell\Osprey"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
